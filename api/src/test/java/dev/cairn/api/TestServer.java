package dev.cairn.api;

import dev.cairn.api.http.RpcOptions;
import dev.cairn.api.http.RpcServer;
import dev.cairn.api.standard.StandardCommands;
import io.vertx.core.Vertx;

/** Serves a node in memory on a port of loopback until it is killed, to look at with other clients. */
public final class TestServer {
  private TestServer() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    RpcServer server = RpcServer.start(vertx, RpcOptions.on("127.0.0.1", Integer.parseInt(args[0])),
        StandardCommands.all(), new TestNode());
    System.out.println(server.addresses());
  }
}
