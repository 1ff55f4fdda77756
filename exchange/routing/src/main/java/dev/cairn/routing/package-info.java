/**
 * Finding providers and names: the DHT, IPNS, DNSLink, delegated routing.
 *
 * <p>Empty until routing lands; the module stands here so that the walls around it do.
 */
@org.jspecify.annotations.NullMarked
package dev.cairn.routing;
