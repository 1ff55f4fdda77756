package dev.cairn.api;

import dev.cairn.api.http.RpcOptions;
import dev.cairn.api.http.RpcServer;
import dev.cairn.api.standard.StandardCommands;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Serves a new repository on a port of loopback until it is killed, to look at with other clients. */
public final class TestServer {
  private TestServer() {}

  public static void main(String[] args) {
    TestNode node = new TestNode(Path.of(args[1]));
    RpcServer server = RpcServer.start(Vertx.vertx(), RpcOptions.on("127.0.0.1", Integer.parseInt(args[0])),
        StandardCommands.all(), node);
    System.out.println(server.addresses());
  }
}
