// Scores an alpha with itself and opens a store, by the installed libraries alone.

#include <metrics/score_card.h>
#include <store/database.h>

#include <cstdio>

int main(int argc, char** argv) {
  const mbench::Alpha alpha(cv::Mat(4, 4, CV_8UC1, cv::Scalar(100)));
  const mbench::Trimap trimap(cv::Mat(4, 4, CV_8UC1, cv::Scalar(128)));
  for (const mbench::MetricValue& value : mbench::score("matlab", alpha, alpha, &trimap)) {
    if (value.value != 0.0) return 1;
  }
  const mbench::Database database(argc > 1 ? argv[1] : "consumer.db",
                                  mbench::Database::Open::create);
  std::puts(database.path().c_str());
  return 0;
}
