"""Names of occupations, for men and for women: the first words of the labels of ROME 4.

Source: France Travail, ROME 4, list of September 2025 (Licence Ouverte 2.0); names of people in training are ours.
Words that mean something else in a title (*premier emploi*, *distributeur*) are left out.
"""

_PAIRS = """
    accompagnant/accompagnante accompagnateur/accompagnatrice acheteur/acheteuse acousticien/acousticienne
    adjoint/adjointe administrateur/administratrice affineur/affineuse affréteur/affréteuse affûteur/affûteuse
    agent/agente ajusteur/ajusteuse algoculteur/algocultrice alternant/alternante ambassadeur/ambassadrice
    ambulancier/ambulancière animalier/animalière animateur/animatrice apiculteur/apicultrice apprenti/apprentie
    approvisionneur/approvisionneuse aquaculteur/aquacultrice arboriculteur/arboricultrice armaturier/armaturière
    artificier/artificière artisan/artisane assembleur/assembleuse assistant/assistante assureur/assureuse
    astrophysicien/astrophysicienne attaché/attachée auditeur/auditrice auteur/auteure automaticien/automaticienne
    aviculteur/avicultrice barman/barmaid bijoutier/bijoutière bioinformaticien/bioinformaticienne
    biostatisticien/biostatisticienne blanchisseur/blanchisseuse bobinier/bobinière boucher/bouchère
    boulanger/boulangère brancardier/brancardière brasseur/brasseuse brocanteur/brocanteuse brodeur/brodeuse
    bûcheron/bûcheronne câbleur/câbleuse caissier/caissière calorifugeur/calorifugeuse candidat/candidate
    canneur/canneuse carreleur/carreleuse carrossier/carrossière cascadeur/cascadeuse cavalier/cavalière
    charcutier/charcutière chargé/chargée charpentier/charpentière chaudronnier/chaudronnière chauffeur/chauffeuse
    chef/cheffe chercheur/chercheuse chirurgien/chirurgienne chocolatier/chocolatière cidrier/cidrière
    cisailleur/cisailleuse coffreur/coffreuse coiffeur/coiffeuse collaborateur/collaboratrice comédien/comédienne
    commercial/commerciale commis/commise concepteur/conceptrice conducteur/conductrice conférencier/conférencière
    conseiller/conseillère conservateur/conservatrice consultant/consultante contremaître/contremaîtresse
    contrôleur/contrôleuse convoyeur/convoyeuse coordinateur/coordinatrice coordonnateur/coordonnatrice
    cordonnier/cordonnière correcteur/correctrice costumier/costumière coupeur/coupeuse coursier/coursière
    courtier/courtière couturier/couturière couvreur/couvreuse crêpier/crêpière croupier/croupière
    cueilleur/cueilleuse cuisinier/cuisinière cultivateur/cultivatrice danseur/danseuse débosseleur/débosseleuse
    décontaminateur/décontamineuse décorateur/décoratrice délégué/déléguée déménageur/déménageuse
    démolisseur/démolisseuse démonteur/démonteuse dépanneur/dépanneuse désamianteur/désamianteuse
    dessinateur/dessinatrice développeur/développeuse diagnostiqueur/diagnostiqueuse diététicien/diététicienne
    directeur/directrice dirigeant/dirigeante domoticien/domoticienne dresseur/dresseuse écailler/écaillère
    échafaudeur/échafaudeuse éclusier/éclusière écoutant/écoutante écrivain/écrivaine éditeur/éditrice
    éducateur/éducatrice effileur/effileuse égoutier/égoutière élagueur/élagueuse électricien/électricienne
    électromécanicien/électromécanicienne électronicien/électronicienne éleveur/éleveuse employé/employée
    encadrant/encadrante enquêteur/enquêtrice enseignant/enseignante entraîneur/entraîneure équipier/équipière
    esthéticien/esthéticienne étancheur/étancheuse étudiant/étudiante évaluateur/évaluatrice expert/experte
    exploitant/exploitante façadier/façadière façonnier/façonnière ferrant/ferrante fileur/fileuse fondeur/fondeuse
    foreur/foreuse forgeron/forgeronne formateur/formatrice fourreur/fourreuse fraiseur/fraiseuse fromager/fromagère
    gainier/gainière gardien/gardienne garnisseur/garnisseuse géophysicien/géophysicienne
    géotechnicien/géotechnicienne géothermicien/géothermicienne gérant/gérante glacier/glacière goémonier/goémonière
    gouvernant/gouvernante graveur/graveuse greffier/greffière grutier/grutière historien/historienne
    homologateur/homologatrice horloger/horlogère horticulteur/horticultrice hôte/hôtesse huissier/huissière
    hydraulicien/hydraulicienne illustrateur/illustratrice imprimeur/imprimeuse infirmier/infirmière
    influenceur/influenceuse ingénieur/ingénieure inspecteur/inspectrice installateur/installatrice
    intégrateur/intégratrice intendant/intendante intervenant/intervenante jardinier/jardinière joaillier/joaillière
    laveur/laveuse lecteur/lectrice linger/lingère livreur/livreuse luthier/luthière maçon/maçonne
    magasinier/magasinière maître/maîtresse manipulateur/manipulatrice maquilleur/maquilleuse maraîcher/maraîchère
    maréchal/maréchale maroquinier/maroquinière masseur/masseuse mathématicien/mathématicienne
    mécanicien/mécanicienne médiateur/médiatrice menuisier/menuisière mérandier/mérandière métallier/métallière
    métreur/métreuse metteur/metteuse missilier/missilière modeleur/modeleuse moniteur/monitrice monteur/monteuse
    mouleur/mouleuse musicien/musicienne nageur/nageuse négociant/négociante négociateur/négociatrice
    nettoyeur/nettoyeuse nivoculteur/nivocultrice officier/officière opérateur/opératrice opticien/opticienne
    orchestrateur/orchestratrice osiériculteur/osiéricultrice ouvreur/ouvreuse ouvrier/ouvrière
    palefrenier/palefrenière passementier/passementière pâtissier/pâtissière patronnier/patronnière
    patrouilleur/patrouilleuse pêcheur/pêcheuse pentesteur/pentesteuse percepteur/perceptrice perceur/perceuse
    performeur/performeuse pharmacien/pharmacienne pisciculteur/piscicultrice pisteur/pisteuse pizzaïolo/pizzaïola
    planneur/planneuse plâtrier/plâtrière plombier/plombière plongeur/plongeuse poissonnier/poissonnière
    policier/policière polisseur/polisseuse pontier/pontière porteur/porteuse poseur/poseuse posticheur/posticheuse
    préfet/préfète préparateur/préparatrice présentateur/présentatrice priseur/priseure producteur/productrice
    professeur/professeure projeteur/projeteuse psychomotricien/psychomotricienne puériculteur/puéricultrice
    qualiticien/qualiticienne ramendeur/ramendeuse ramoneur/ramoneuse réalisateur/réalisatrice recruteur/recruteuse
    rédacteur/rédactrice référenceur/référenceuse régisseur/régisseuse régleur/régleuse relieur/relieuse
    remorqueur/remorqueuse réparateur/réparatrice repasseur/repasseuse reporter/reportrice
    restaurateur/restauratrice retoucheur/retoucheuse ripeur/ripeuse roughman/roughwoman salarié/salariée
    saliculteur/salicultrice scaphandrier/scaphandrière sculpteur/sculptrice sellier/sellière sertisseur/sertisseuse
    serveur/serveuse soignant/soignante soigneur/soigneuse solier/solière sommelier/sommelière soudeur/soudeuse
    souffleur/souffleuse souscripteur/souscriptrice sportif/sportive staffeur/staffeuse stratifieur/stratifieuse
    superviseur/superviseuse surveillant/surveillante sylviculteur/sylvicultrice tabaculteur/tabacultrice
    tailleur/tailleuse tapissier/tapissière technicien/technicienne thanatopracteur/thanatopractrice tireur/tireuse
    toiletteur/toiletteuse tôlier/tôlière tonnelier/tonnelière torréfacteur/torréfactrice tourneur/tourneuse
    traducteur/traductrice transcripteur/transcriptrice transporteur/transporteuse trésorier/trésorière
    trieur/trieuse tuyauteur/tuyauteuse vannier/vannière vendeur/vendeuse vérificateur/vérificatrice
    viticulteur/viticultrice voiturier/voiturière
"""

FORMS: tuple[tuple[str, str], ...] = tuple((one.partition("/")[0], one.partition("/")[2]) for one in _PAIRS.split())
"""A man's and a woman's form of each."""
