/** The reference under {@code docs/reference}: definitions in the code come in, pages go out. */
package io.weft.it.docs;
