package dev.cairn.gateway;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.gateway.Answer.Body;
import dev.cairn.multiformats.Cid;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from admission to its last byte, on a virtual thread of its own.
 *
 * <p>The thread is never interrupted, since an interrupt closes the file that it happens to read; it finds out at the
 * next block or the next write that it is no longer needed.
 */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final GatewayRequest request;
  private final Reply reply;
  private final ContentAnswers answers;
  private final BlockSource blocks;
  private final ErrorAnswers errors;
  private final Consumer<Answer> keeper;
  private final long startNanos = System.nanoTime();
  private volatile boolean cancelled;

  /**
   * An exchange.
   *
   * @param keeper is shown every answer before it is sent
   */
  Exchange(
      GatewayRequest request,
      Reply reply,
      ContentAnswers answers,
      BlockSource blocks,
      ErrorAnswers errors,
      Consumer<Answer> keeper) {
    this.request = request;
    this.reply = reply;
    this.answers = answers;
    this.blocks = blocks;
    this.errors = errors;
    this.keeper = keeper;
  }

  @Override
  public void run() {
    Answer answer;
    try {
      answer = answers.answer(request, new Leash());
    } catch (Answer.GoneException gone) {
      return;
    } catch (RuntimeException | StackOverflowError failure) {
      answer = errors.of(request, failure);
    }
    deliver(answer);
  }

  private void deliver(Answer answer) {
    if (!(answer.body() instanceof Body.Stream stream) || request.head()) {
      keeper.accept(answer);
      if (reply.claim()) {
        reply.send(answer);
      }
      return;
    }
    BodyFeed feed = new BodyFeed(answer, stream, reply);
    try {
      stream.writer().writeTo(feed);
      feed.finish();
    } catch (Answer.GoneException gone) {
      LOG.trace("{}: {}", request.target(), gone.getMessage());
    } catch (RuntimeException | StackOverflowError failure) {
      if (!feed.begun()) {
        deliver(errors.of(request, failure));
      } else {
        LOG.warn("{} breaks off: {}", request.target(), failure.toString());
        reply.reset();
      }
    }
  }

  /**
   * Ends what takes too long; called every now and then, from one thread.
   *
   * @param retrieval how long no block may arrive, before the first byte is sent and after
   * @param whole how long all of it may take
   */
  void watch(long nowNanos, Duration retrieval, Duration whole) {
    boolean late = nowNanos - startNanos > retrieval.toNanos();
    boolean endless = nowNanos - startNanos > whole.toNanos();
    if ((late || endless) && reply.claim()) {
      cancelled = true;
      reply.send(errors.timeout(request, retrieval));
    } else if (endless || reply.starvesSince(nowNanos - retrieval.toNanos())) {
      cancelled = true;
      LOG.warn("{} breaks off: {}", request.target(),
          endless ? "it took too long" : "no block arrived in time");
      reply.reset();
    }
  }

  /** Holds the work back from going on for nobody. */
  private final class Leash implements BlockSource {
    @Override
    public Optional<Block> get(Cid cid) {
      if (cancelled || reply.isOver()) {
        throw new Answer.GoneException("the client is gone");
      }
      return blocks.get(cid);
    }
  }

  /**
   * Sends the head with the first bytes, so that whatever fails before them can still become an error page, and a
   * body that comes in one piece goes out in one.
   */
  private static final class BodyFeed implements Answer.Sink {
    private final Answer answer;
    private final Body.Stream stream;
    private final Reply reply;
    private byte[] first = new byte[0];
    private int firstOffset;
    private int firstLength;
    private boolean begun;
    private long written;

    BodyFeed(Answer answer, Body.Stream stream, Reply reply) {
      this.answer = answer;
      this.stream = stream;
      this.reply = reply;
    }

    boolean begun() {
      return begun;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return;
      }
      if (written == 0) {
        first = bytes;
        firstOffset = offset;
        firstLength = length;
        if (stream.length().isPresent() && stream.length().getAsLong() > length) {
          begin();
        }
      } else {
        begin();
        reply.write(bytes, offset, length);
      }
      written += length;
    }

    private void begin() {
      if (!begun) {
        claim();
        reply.sendHead(answer);
        reply.write(first, firstOffset, firstLength);
        first = new byte[0];
      }
    }

    private void claim() {
      if (!reply.claim()) {
        throw new Answer.GoneException("answered already, or the client is gone");
      }
      begun = true;
    }

    void finish() {
      if (stream.length().isPresent() && stream.length().getAsLong() != written) {
        throw new IllegalStateException(
            "a body of " + stream.length().getAsLong() + " bytes was announced and " + written
                + " were written");
      }
      if (begun) {
        reply.end();
      } else {
        claim();
        reply.send(
            Answer.status(answer.status()).headers(answer.headers()).bytes(first, firstOffset, firstLength));
      }
    }
  }
}
