"use strict";

// The organiser's map: folium's script has drawn the outlines (map_campaign, geo_json_outlines), this one adds what
// people have written. Their words are text nodes, never markup.

const CORAL = "#d9432f";
const LEAF = "#1d7a6b";
const SKY = "#2f6fde";

function text(...words) {
  const line = document.createElement("span");
  words.forEach((word, place) => {
    if (place > 0) {
      line.append(" – ");
    }
    // Isolated: a word that turns the writing direction turns its own only.
    const own = document.createElement("bdi");
    own.textContent = word;
    line.append(own);
  });
  return line;
}

function edgeLon(x, zoom) {
  return (x / 2 ** zoom) * 360 - 180;
}

function edgeLat(y, zoom) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** zoom))) * 180) / Math.PI;
}

function drawLifted(map, lifted, zoom) {
  const percent = new Intl.NumberFormat("fr", { style: "percent", maximumFractionDigits: 0 });
  const squares = L.featureGroup().addTo(map);
  for (const [x, y, share] of lifted) {
    const corners = [
      [edgeLat(y, zoom), edgeLon(x, zoom)],
      [edgeLat(y + 1, zoom), edgeLon(x + 1, zoom)],
    ];
    const square = L.rectangle(corners, { weight: 0, fillColor: SKY, fillOpacity: 0.2 + 0.6 * share });
    square.share = share;
    squares.addLayer(square);
  }
  squares.bindTooltip((square) => text(`${percent.format(square.share)} parcouru`), { sticky: true });
}

function drawOffers(map, offers) {
  const style = { radius: 4, weight: 1, color: "#ffffff", fillOpacity: 0.95 };
  L.geoJSON(offers, {
    pointToLayer: (offer, position) =>
      L.circleMarker(position, { ...style, fillColor: offer.properties.is_demo ? CORAL : LEAF }),
  })
    .bindTooltip(({ feature }) => text(feature.properties.title, feature.properties.organisation))
    .addTo(map);
}

async function draw() {
  const answer = await fetch("/organiser/preview.json");
  if (!answer.ok) {
    throw new Error(`status ${answer.status}`);
  }
  const campaign = await answer.json();
  const { map_campaign: map, geo_json_outlines: outlines } = window;
  outlines.bindTooltip(({ feature }) => text(campaign.places[feature.properties.place]), { sticky: true });
  drawLifted(map, campaign.lifted, campaign.lifted_zoom);
  drawOffers(map, campaign.offers);
}

draw().catch((error) => {
  console.error(error);
  document.getElementById("map_trouble").textContent = "Les offres n’ont pas pu être chargées. Recharge la page.";
});
