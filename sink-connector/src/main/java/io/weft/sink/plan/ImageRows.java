package io.weft.sink.plan;

import io.weft.sink.decode.RowImage;
import java.util.List;

/** Some columns of row images. */
final class ImageRows implements Rows {

  private final TableShape shape;
  private final List<RowImage> images;
  private final int[] places;

  ImageRows(TableShape shape, List<RowImage> images, int[] places) {
    this.shape = shape;
    this.images = images;
    this.places = places;
  }

  @Override
  public int count() {
    return images.size();
  }

  @Override
  public Object value(int row, int column) {
    return shape.value(images.get(row), places[column]);
  }
}
