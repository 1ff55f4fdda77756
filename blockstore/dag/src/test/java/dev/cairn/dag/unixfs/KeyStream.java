package dev.cairn.dag.unixfs;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The first bytes of a ChaCha20 key stream: the test data of IPIP-499. */
final class KeyStream extends InputStream {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final Cipher cipher;
  private long left;

  KeyStream(String seed, long size) {
    try {
      byte[] key = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"),
          new ChaCha20ParameterSpec(new byte[12], 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    left = size;
  }

  static byte[] bytes(String seed, int size) {
    byte[] bytes = new byte[size];
    new KeyStream(seed, size).read(bytes, 0, size);
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(length, left);
    int done = 0;
    try {
      while (done < count) {
        done += cipher.update(ZEROS, 0, Math.min(ZEROS.length, count - done), into, offset + done);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    left -= count;
    return count;
  }
}
