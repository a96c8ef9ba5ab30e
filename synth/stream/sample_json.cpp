#include "synth/stream/sample_json.h"

#include <nlohmann/json.hpp>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(ColourChange change) {
  switch (change) {
    case ColourChange::gamma:
      return "gamma";
    case ColourChange::brightness:
      return "brightness";
    case ColourChange::hue_and_saturation:
      return "hue-and-saturation";
    case ColourChange::gain:
      return "gain";
    case ColourChange::contrast:
      break;
  }
  return "contrast";
}

std::string name_of(RealWorldChange change) {
  switch (change) {
    case RealWorldChange::contrast:
      return "contrast";
    case RealWorldChange::jpeg:
      return "jpeg";
    case RealWorldChange::blur:
      return "blur";
    case RealWorldChange::noise:
      break;
  }
  return "noise";
}

std::string name_of(SecondPlacement placement) {
  switch (placement) {
    case SecondPlacement::same:
      return "same";
    case SecondPlacement::smaller:
      return "smaller";
    case SecondPlacement::smaller_left:
      return "smaller-left";
    case SecondPlacement::stretched_right:
      break;
  }
  return "stretched-right";
}

Json to_json(const cv::Rect& rectangle) {
  return {rectangle.x, rectangle.y, rectangle.width, rectangle.height};
}

Json to_json(const Interpolations& drawn) {
  return {{"colour", interpolation_name(drawn.colour)}, {"alpha", interpolation_name(drawn.alpha)}};
}

Json to_json(const StreamPair& pair, std::size_t set) {
  return {{"set", set},
          {"name", pair.colour.name},
          {"sha256", pair.colour.sha256},
          {"alpha", pair.alpha.name},
          {"alpha_sha256", pair.alpha.sha256}};
}

Json second_json(const StreamInputs& inputs, const InputChoice& choice, const SampleDraws& draws) {
  if (!choice.second || !draws.second_object) return nullptr;
  const TwoObjectPlan& plan = *draws.second_object;
  Json json =
      to_json(inputs.foregrounds[choice.second->set][choice.second->place], choice.second->set);
  json["placement"] = name_of(plan.placement);
  json["first_shift_px"] = plan.first_shift_px;
  json["rectangle"] = to_json(plan.second);
  json["interpolation"] = to_json(plan.interpolation);
  json["dropped"] = draws.second_dropped;
  return json;
}

Json background_json(const StreamInputs& inputs, const InputChoice& choice,
                     const SampleDraws& draws) {
  if (!draws.background) return nullptr;
  const StreamFile& file = inputs.backgrounds[choice.background.set][choice.background.place];
  return {{"set", choice.background.set},
          {"name", file.name},
          {"sha256", file.sha256},
          {"fit", draws.background->keeps_shape ? "cover" : "stretch"},
          {"margin", draws.background->margin},
          {"interpolation", interpolation_name(draws.background->interpolation)},
          {"box_blur_px", draws.background->box_px}};
}

Json affine_json(const std::optional<Affine>& affine) {
  if (!affine) return nullptr;
  return {{"angle_degrees", affine->angle_degrees},
          {"scale", {affine->scale_x, affine->scale_y}},
          {"shear_degrees", affine->shear_degrees},
          {"flip", {affine->flip_x, affine->flip_y}},
          {"border", affine->replicate_border ? "replicated" : "black"},
          {"interpolation", to_json(affine->interpolation)}};
}

Json crop_json(const CropPlan& crop) {
  return {{"enlarged", {crop.enlarged.width, crop.enlarged.height}},
          {"padding", {crop.top_px, crop.bottom_px, crop.left_px, crop.right_px}},
          {"rectangle", to_json(crop.rectangle)},
          {"flipped", crop.flipped},
          {"around_unknown", crop.around_unknown},
          {"interpolation", to_json(crop.interpolation)}};
}

Json jitter_json(const std::optional<HsvJitter>& jitter) {
  if (!jitter) return nullptr;
  return {{"hue_degrees", jitter->hue_degrees},
          {"saturation", jitter->saturation},
          {"value", jitter->value}};
}

Json changes_json(const std::vector<DrawnColourChange>& changes) {
  Json list = Json::array();
  for (const DrawnColourChange& drawn : changes) {
    list.push_back({{"change", name_of(drawn.change)}, {"amounts", drawn.amounts}});
  }
  return list;
}

Json changes_json(const std::vector<DrawnRealWorldChange>& changes) {
  Json list = Json::array();
  for (const DrawnRealWorldChange& drawn : changes) {
    list.push_back({{"change", name_of(drawn.change)}, {"amount", drawn.amount}});
  }
  return list;
}

Json box_json(const std::optional<cv::Rect>& box) {
  if (!box) return nullptr;
  return {box->x, box->y, box->x + box->width - 1, box->y + box->height - 1};
}

}  // namespace

std::string sample_json(const StreamRecipe& recipe, const SampleName& name,
                        const StreamInputs& inputs, const InputChoice& choice,
                        const StreamSample& sample) {
  const SampleDraws& draws = sample.draws;
  const auto& pairs = choice.photograph ? inputs.photographs : inputs.foregrounds;
  Json json{{"key", name.key},
            {"index", name.index},
            {"seed", name.seed},
            {"recipe", recipe.name},
            {"recipe_version", recipe.version},
            {"size", {sample.alpha.cols, sample.alpha.rows}},
            {"kind", choice.photograph ? "photograph" : "composite"}};
  json["foreground"] = to_json(pairs[choice.first.set][choice.first.place], choice.first.set);
  json["second"] = second_json(inputs, choice, draws);
  json["background"] = background_json(inputs, choice, draws);
  json["enlarged_by"] = draws.enlarged_by;
  json["enlarging"] = draws.enlarged_by == 1 ? Json(nullptr) : to_json(draws.enlarging);
  json["squash"] = draws.squash ? to_json(*draws.squash) : Json(nullptr);
  json["affine"] = affine_json(draws.affine);
  json["trimap"] = {{"foreground_px", draws.trimap.foreground_px},
                    {"background_px", draws.trimap.background_px}};
  json["crop"] = crop_json(draws.crop);
  json["jitter"] = jitter_json(draws.jitter);
  json["foreground_colours"] = changes_json(draws.foreground_colours);
  json["background_colours"] = changes_json(draws.background_colours);
  json["object_blur_sigma_px"] = draws.object_blur_sigma_px;
  json["early_noise"] = draws.early_noise;
  json["real_world"] = changes_json(draws.real_world);
  if (recipe.box) json["box"] = box_json(draws.box);
  return json.dump();
}

}  // namespace mbench
