package dev.cairn.config;

import java.util.List;

/**
 * The keys that Kubo has and this node does not use (yet), so that they are not taken for misspelt ones. {@code *}
 * stands for any name, {@code **} at the end for anything below.
 */
final class KuboKeys {
  private static final String TEXT = """
      AutoConf.Enabled AutoConf.RefreshInterval AutoConf.TLSInsecureSkipVerify AutoConf.URL
      AutoNAT.ServiceMode AutoNAT.Throttle.GlobalLimit AutoNAT.Throttle.Interval AutoNAT.Throttle.PeerLimit
      AutoTLS.AutoWSS AutoTLS.CAEndpoint AutoTLS.DomainSuffix AutoTLS.Enabled AutoTLS.RegistrationDelay
      AutoTLS.RegistrationEndpoint AutoTLS.RegistrationToken AutoTLS.ShortAddrs AutoTLS.SkipDNSLookup
      Bitswap.Libp2pEnabled Bitswap.ServerEnabled
      Datastore.BlockKeyCacheSize Datastore.BloomFilterSize Datastore.NoSync Datastore.Params.** Datastore.Path
      Datastore.Type Datastore.WriteThrough
      Discovery.MDNS.Enabled Discovery.MDNS.Interval
      DNS.MaxCacheTTL DNS.Resolvers.*
      Experimental.AcceleratedDHTClient Experimental.FilestoreEnabled Experimental.GatewayOverLibp2p
      Experimental.GraphsyncEnabled Experimental.Libp2pStreamMounting Experimental.OptimisticProvide
      Experimental.OptimisticProvideJobsPoolSize Experimental.P2pHttpProxy Experimental.ShardingEnabled
      Experimental.StrategicProviding Experimental.UrlstoreEnabled
      Gateway.FastDirIndexThreshold Gateway.PathPrefixes Gateway.Writable
      HTTPRetrieval.Allowlist HTTPRetrieval.Denylist HTTPRetrieval.Enabled HTTPRetrieval.MaxBlockSize
      HTTPRetrieval.NumWorkers HTTPRetrieval.TLSInsecureSkipVerify
      Import.FastProvideDAG Import.FastProvideRoot Import.FastProvideWait
      Internal.BackupBootstrapInterval Internal.Bitswap.BroadcastControl.Enable
      Internal.Bitswap.BroadcastControl.LocalPeers Internal.Bitswap.BroadcastControl.MaxPeers
      Internal.Bitswap.BroadcastControl.MaxRandomPeers Internal.Bitswap.BroadcastControl.PeeredPeers
      Internal.Bitswap.BroadcastControl.SendToPendingPeers Internal.Bitswap.EngineBlockstoreWorkerCount
      Internal.Bitswap.EngineTaskWorkerCount Internal.Bitswap.MaxOutstandingBytesPerPeer
      Internal.Bitswap.ProviderSearchDelay Internal.Bitswap.ProviderSearchMaxResults Internal.Bitswap.TaskWorkerCount
      Internal.Bitswap.WantHaveReplaceSize Internal.CGNATCheck Internal.DeadListenerCheck
      Internal.Libp2pForceReachability Internal.MFSNoFlushLimit Internal.NonPublicAddrPublishing
      Internal.ShutdownTimeout Internal.UnixFSShardingSizeThreshold
      Ipns.DelegatedPublishers Ipns.MaxCacheTTL Ipns.RecordLifetime Ipns.RepublishPeriod Ipns.ResolveCacheSize
      Ipns.UsePubsub
      Migration.DownloadSources Migration.Keep
      Mounts.FuseAllowOther Mounts.IPFS Mounts.IPNS Mounts.MFS Mounts.StoreMode Mounts.StoreMtime
      Peering.Peers
      Pinning.RemoteServices.*.API.Endpoint Pinning.RemoteServices.*.API.Key
      Pinning.RemoteServices.*.Policies.MFS.Enable Pinning.RemoteServices.*.Policies.MFS.PinName
      Pinning.RemoteServices.*.Policies.MFS.RepinInterval
      Plugins.Plugins.*.Config.** Plugins.Plugins.*.Disabled
      Provide.BloomFPRate Provide.DHT.DedicatedBurstWorkers Provide.DHT.DedicatedPeriodicWorkers Provide.DHT.Interval
      Provide.DHT.KeystoreBatchSize Provide.DHT.MaxProvideConnsPerWorker Provide.DHT.MaxWorkers
      Provide.DHT.OfflineDelay Provide.DHT.ResumeEnabled Provide.DHT.SendProviderRecordTimeout
      Provide.DHT.SweepEnabled Provide.Enabled Provide.Strategy
      Provider.Enabled Provider.Strategy Provider.WorkerCount
      Pubsub.DisableSigning Pubsub.Enabled Pubsub.Router Pubsub.SeenMessagesStrategy Pubsub.SeenMessagesTTL
      Reprovider.Interval Reprovider.Strategy
      Routing.AcceleratedDHTClient Routing.DelegatedRouters Routing.IgnoreProviders Routing.LoopbackAddressesOnLanDHT
      Routing.Methods.*.RouterName Routing.Routers.*.Parameters.** Routing.Routers.*.Type Routing.Type
      Swarm.AddrFilters Swarm.ConnMgr.GracePeriod Swarm.ConnMgr.HighWater Swarm.ConnMgr.LowWater
      Swarm.ConnMgr.SilencePeriod Swarm.ConnMgr.Type Swarm.DisableBandwidthMetrics Swarm.DisableNatPortMap
      Swarm.DisableRelay Swarm.EnableAutoNATService Swarm.EnableAutoRelay Swarm.EnableHolePunching
      Swarm.EnableRelayHop Swarm.RelayClient.Enabled Swarm.RelayClient.StaticRelays Swarm.RelayService.BufferSize
      Swarm.RelayService.ConnectionDataLimit Swarm.RelayService.ConnectionDurationLimit Swarm.RelayService.Enabled
      Swarm.RelayService.MaxCircuits Swarm.RelayService.MaxReservations Swarm.RelayService.MaxReservationsPerASN
      Swarm.RelayService.MaxReservationsPerIP Swarm.RelayService.MaxReservationsPerPeer
      Swarm.RelayService.ReservationTTL Swarm.ResourceMgr.Allowlist Swarm.ResourceMgr.Enabled
      Swarm.ResourceMgr.Limits.** Swarm.ResourceMgr.MaxFileDescriptors Swarm.ResourceMgr.MaxMemory
      Swarm.Transports.Multiplexers.Mplex Swarm.Transports.Multiplexers.Yamux Swarm.Transports.Network.QUIC
      Swarm.Transports.Network.Relay Swarm.Transports.Network.TCP Swarm.Transports.Network.WebRTCDirect
      Swarm.Transports.Network.WebTransport Swarm.Transports.Network.Websocket Swarm.Transports.Security.Noise
      Swarm.Transports.Security.SECIO Swarm.Transports.Security.TLS
      Telemetry.**
      Version.AgentSuffix Version.SwarmCheckEnabled Version.SwarmCheckPercentThreshold
      """;

  /** The paths, by section. */
  static final List<String> PATHS = List.of(TEXT.strip().split("\\s+"));

  private KuboKeys() {}
}
