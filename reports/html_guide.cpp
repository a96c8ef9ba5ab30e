#include "reports/html_guide.h"

#include <ostream>

namespace mbench {

void write_guide(std::ostream& out) {
  out << R"(<section class="panel" id="guide"><h2>Reading the figures</h2>
<dl class="facts-list">
<dt>SAD</dt><dd>Sum of absolute differences between matte and truth: a fully wrong pixel adds
0.001 to a figure in thousands (10³).</dd>
<dt>MSE</dt><dd>Mean squared error. Shown as 1000 times the figure (10⁻³), as papers print it;
the store, CSV and JSON hold the figure itself.</dd>
<dt>Grad, Conn</dt><dd>Gradient and connectivity error of Rhemann et al. (CVPR 2009): how far
edges and connected parts differ, which people notice more than the sum.</dd>
<dt>Mean over images</dt><dd>Every figure of a suite is the plain mean of its images' figures. Which
pixels count, and in what unit, is the convention's choice; figures of different conventions do
not compare, so each has a table of its own.</dd>
<dt>Latency, p90</dt><dd>Time of inference alone. Each image counts with the median of its
repetitions; shown are the median and the 90th percentile over the images. "Time and memory in
full" has more percentiles, and below each where it lies with 95 % confidence, if there are images
enough to tell: 6 for the median, 36 for p90, 72 for p95, 368 for p99.</dd>
<dt>Memory</dt><dd>What inference added to the resident memory of its process at the highest point of
any image. The program, its libraries and the input are not in it.</dd>
<dt>–</dt><dd>Not measured, or not defined there. It never stands for 0.</dd>
<dt>★</dt><dd>Lowest of the rows that have an answer for every image of the suite. Rows over fewer
images are set apart and never marked.</dd>
<dt>Matte, trimap</dt><dd>White is foreground, black is background; grey is partly covered in a matte
and unknown in a trimap.</dd>
<dt>Error</dt><dd>The square root of the difference between matte and truth, so that small
differences show: none is black, the greatest pale yellow.</dd>
</dl>
</section>
)";
}

}  // namespace mbench
