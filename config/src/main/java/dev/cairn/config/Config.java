package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.PeerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration file means: every value is there, of its type, and checked. Absent keys have their defaults.
 *
 * <p>Immutable; each part of the node receives only its branch. docs/configuration.md describes the keys.
 */
public record Config(Identity identity, Addresses addresses, Datastore datastore, Gateway gateway, Api api,
    Import importing, Bootstrap bootstrap) {

  /** The configuration of a node whose file is empty. */
  public static Config defaults() {
    return ConfigFile.empty().config();
  }

  /**
   * Who the node is.
   *
   * @param peerId the name that goes with the key; empty before a repository is initialized
   * @param privateKey the key of the node; {@code toString} shows nothing of it
   */
  public record Identity(Optional<PeerId> peerId, Optional<KeyMessage> privateKey) {}

  /**
   * Where the node listens, and what it tells others.
   *
   * @param api where the RPC listens: TCP or unix sockets; empty for nowhere
   * @param gateway where the gateway listens: TCP or unix sockets; empty for nowhere
   * @param swarm where peers may connect, in any transport, also ones that this node lacks
   * @param announce told to peers instead of what was found out; empty to find out
   * @param appendAnnounce told to peers besides
   * @param noAnnounce never told to peers; with {@code /ipcidr} a whole range
   */
  public record Addresses(List<Multiaddr> api, List<Multiaddr> gateway, List<Multiaddr> swarm,
      List<Multiaddr> announce, List<Multiaddr> appendAnnounce, List<Multiaddr> noAnnounce) {}

  /**
   * How blocks are kept.
   *
   * @param storageMaxBytes how much room blocks may take
   * @param storageGcWatermark at which percentage of it room is made, 1 to 100
   * @param gcPeriod how often that is looked at; never zero
   * @param hashOnRead whether each block is hashed again whenever it is read
   * @param spec which store holds them; an object whose {@code type} names it
   */
  public record Datastore(long storageMaxBytes, int storageGcWatermark, Duration gcPeriod, boolean hashOnRead,
      JsonNode spec) {
    /** A copy; the tree of a node could be changed. */
    @Override
    public JsonNode spec() {
      return spec.deepCopy();
    }

    /** The byte count at which room is made. */
    public long watermarkBytes() {
      return storageMaxBytes / 100 * storageGcWatermark + storageMaxBytes % 100 * storageGcWatermark / 100;
    }
  }

  /**
   * How the gateway answers.
   *
   * @param noFetch whether it serves only what is in the local store
   * @param noDnsLink whether it leaves DNSLink records of host names unread
   * @param deserializedResponses whether it serves files and pages, besides raw blocks and CARs
   * @param allowCodecConversion whether a block may be served in another codec than its own
   * @param disableHtmlErrors whether errors are plain text for browsers too
   * @param exposeRoutingApi whether {@code /routing/v1} is served on the same port
   * @param retrievalTimeout how long the first byte, and each pause between bytes, may take; zero for ever
   * @param maxRequestDuration how long a whole request may take; never zero
   * @param maxConcurrentRequests how many requests run at a time; 0 for any number
   * @param maxRangeRequestFileSizeBytes the largest file of which ranges are served; 0 for any size
   * @param diagnosticServiceUrl a page that explains why content cannot be found; empty for none
   * @param rootRedirect where {@code /} leads; empty for nowhere
   * @param httpHeaders headers of every answer, by name
   * @param publicGateways what is served on which host name, {@code localhost} included unless it was taken out
   */
  public record Gateway(boolean noFetch, boolean noDnsLink, boolean deserializedResponses,
      boolean allowCodecConversion, boolean disableHtmlErrors, boolean exposeRoutingApi,
      Duration retrievalTimeout,
      Duration maxRequestDuration, int maxConcurrentRequests, long maxRangeRequestFileSizeBytes,
      String diagnosticServiceUrl, String rootRedirect, Map<String, List<String>> httpHeaders,
      Map<String, PublicGateway> publicGateways) {
    /** Whether files and pages are served on this host; its own setting wins. */
    public boolean deserializedResponses(PublicGateway host) {
      return host.deserializedResponses.orElse(deserializedResponses);
    }
  }

  /**
   * What the gateway serves on one host name.
   *
   * @param paths the path prefixes that are served, such as {@code /ipfs}
   * @param useSubdomains whether each CID gets an origin of its own, {@code <cid>.ipfs.<host>}
   * @param noDnsLink whether a DNSLink record of the host is left unread
   * @param inlineDnsLink whether DNS names are always folded into one label, as wildcard certificates need
   * @param deserializedResponses overrides the setting of the whole gateway
   */
  public record PublicGateway(List<String> paths, boolean useSubdomains, boolean noDnsLink,
      boolean inlineDnsLink,
      Optional<Boolean> deserializedResponses) {}

  /**
   * How the RPC answers.
   *
   * @param httpHeaders headers of every answer, by name; the ones for CORS say which origins may call
   * @param authorizations who may call what, by the name of the user; empty for everybody everything
   */
  public record Api(Map<String, List<String>> httpHeaders, Map<String, Authorization> authorizations) {}

  /**
   * What the holder of a secret may call.
   *
   * @param authSecret {@code bearer:token}, {@code basic:user:password}, {@code basic:<base64>} or a bare token
   * @param allowedPaths prefixes of paths, such as {@code /api/v0/add}
   */
  public record Authorization(String authSecret, List<String> allowedPaths) {
    private static final String BEARER = "bearer:";
    private static final String BASIC = "basic:";

    /** What the header {@code Authorization} of a request must be. */
    public String headerValue() {
      if (authSecret.startsWith(BASIC)) {
        String credentials = authSecret.substring(BASIC.length());
        return "Basic " + (credentials.indexOf(':') < 0 ? credentials
            : Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
      }
      return "Bearer " + (authSecret.startsWith(BEARER) ? authSecret.substring(BEARER.length()) : authSecret);
    }

    /** The paths only. */
    @Override
    public String toString() {
      return "Authorization[allowedPaths=" + allowedPaths + "]";
    }
  }

  /**
   * How files become blocks unless a command says otherwise. All defaults together are the profile unixfs-v0-2015.
   *
   * @param cidVersion 0 or 1; empty when the file does not say, which means 0 but gives way to other options
   * @param rawLeaves whether leaves are raw blocks; empty when the file does not say, see {@link #usesRawLeaves}
   * @param chunker {@code size-<bytes>}, {@code rabin-<min>-<avg>-<max>} or {@code buzhash}
   * @param hashFunction the hash of every block
   * @param fileMaxLinks how many children a node of a file may have, 2 to 32768
   * @param directoryMaxLinks from how many entries on a directory is sharded; 0 for any number
   * @param hamtMaxFanout the width of sharded directories: a power of two, 8 to 1024
   * @param hamtSizeThresholdBytes directories that are estimated larger than this are sharded; 0 for none
   * @param hamtSizeEstimation how the size of a directory is estimated
   * @param dagLayout the shape of files
   * @param batchMaxNodes how many blocks are written at a time
   * @param batchMaxSizeBytes how many bytes of blocks are written at a time
   */
  public record Import(Optional<Integer> cidVersion, Optional<Boolean> rawLeaves, String chunker,
      HashFunction hashFunction, int fileMaxLinks, int directoryMaxLinks, int hamtMaxFanout,
      long hamtSizeThresholdBytes, SizeEstimation hamtSizeEstimation, DagLayout dagLayout, int batchMaxNodes,
      long batchMaxSizeBytes) {
    /** The version of CIDs that results when no command says otherwise: another hash than sha2-256 takes version 1. */
    public int effectiveCidVersion() {
      return cidVersion.orElse(hashFunction == HashFunction.SHA2_256 ? 0 : 1);
    }

    /** Whether leaves are raw blocks under this version of CIDs, when no command says otherwise. */
    public boolean usesRawLeaves(int version) {
      return rawLeaves.orElse(version == 1);
    }
  }

  /** How the size of a directory is estimated, to decide whether it is sharded. */
  public enum SizeEstimation {
    /** The bytes of names and CIDs. */
    LINKS,
    /** The bytes of the block that it would be. */
    BLOCK,
    /** Not at all; only {@code directoryMaxLinks} decides. */
    DISABLED
  }

  /** The shape of the tree of a file. */
  public enum DagLayout {
    BALANCED,
    TRICKLE
  }

  /**
   * The peers that a node connects to first.
   *
   * @param auto whether the peers that are right for everybody are among them
   * @param peers addresses that end in {@code /p2p/<peer id>}
   */
  public record Bootstrap(boolean auto, List<Multiaddr> peers) {}
}
