/// The pictures and the examples of `docs/detection`, made from real series by the methods themselves.
///
/// The series stand beside the project (`../shared`), not in it. To write the pages anew after a method has changed:
/// run [PicturesTest] with `-Dpictures.write=true`, and look at the pictures.
@NullMarked
package io.llmlab.detect.picture;

import org.jspecify.annotations.NullMarked;
