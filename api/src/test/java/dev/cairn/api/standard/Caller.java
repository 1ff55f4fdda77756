package dev.cairn.api.standard;

import dev.cairn.api.TestNode;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.EncodedOutput;
import dev.cairn.api.command.Failure;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.FileInput.Metadata;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Output.Encoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Calls commands: in this process, or through the RPC server. Both must tell the same. */
interface Caller {
  /** What a command said, and why it failed if it did. */
  record Said(byte[] bytes, Optional<String> error) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A file, or with a path that ends in a slash a directory, or with an arrow in it a symbolic link. */
  record Part(String path, byte[] content) {
    static Part of(String path, String content) {
      return new Part(path, content.getBytes(StandardCharsets.UTF_8));
    }

    boolean isDirectory() {
      return path.endsWith("/");
    }

    String name() {
      return isDirectory() ? path.substring(0, path.length() - 1) : path.split("->")[0];
    }

    boolean isLink() {
      return path.contains("->");
    }
  }

  /** Calls a command, such as {@code "pin ls"}, with options such as {@code "type=direct"}. */
  Said call(String command, List<String> arguments, List<String> options, List<Part> parts);

  default Said call(String command, String... arguments) {
    return call(command, List.of(arguments), List.of(), List.of());
  }

  /** A call in this process, as the command line does without a daemon. */
  static Caller inProcess(TestNode node) {
    return (name, arguments, options, parts) -> {
      Command command = node.commands().find(name).orElseThrow();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      List<Invocation.NamedValue> values = new ArrayList<>();
      for (String option : options) {
        String[] pair = option.split("=", 2);
        values.add(new Invocation.NamedValue(pair[0], pair[1]));
      }
      Optional<FileInput> files = parts.isEmpty()
          ? Optional.empty()
          : Optional.of(FileInput.of(parts.stream().map(Caller::entry).toList()));
      try {
        Invocation in = Invocation.parse(command.spec(), arguments, values, files, node);
        EncodedOutput out = EncodedOutput.to(bytes, in.encoding(Encoding.JSON));
        command.run(in, out);
        out.end();
        return new Said(bytes.toByteArray(), Optional.empty());
      } catch (IOException | InterruptedException | RuntimeException e) {
        return new Said(bytes.toByteArray(), Optional.of(Failure.of(e).message()));
      }
    };
  }

  private static FileInput.Entry entry(Part part) {
    if (part.isDirectory()) {
      return new FileInput.Entry.Directory(part.name(), Metadata.NONE);
    }
    return part.isLink()
        ? new FileInput.Entry.Symlink(part.name(), part.path.split("->")[1], Metadata.NONE)
        : new FileInput.Entry.File(part.path, new ByteArrayInputStream(part.content), OptionalLong.empty(),
            Metadata.NONE);
  }

  /** A call over HTTP. */
  static Caller overHttp(InetSocketAddress address, HttpClient client) {
    return (name, arguments, options, parts) -> {
      StringBuilder query = new StringBuilder();
      arguments.forEach(argument -> query.append("&arg=").append(encode(argument)));
      for (String option : options) {
        String[] pair = option.split("=", 2);
        query.append('&').append(encode(pair[0])).append('=').append(encode(pair[1]));
      }
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort()
          + "/api/v0/" + name.replace(' ', '/') + "?" + query));
      if (parts.isEmpty()) {
        request.POST(HttpRequest.BodyPublishers.noBody());
      } else {
        request.header("Content-Type", "multipart/form-data; boundary=parts");
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body(parts)));
      }
      try {
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
          return new Said(response.body(), Optional.empty());
        }
        return new Said(new byte[0],
            Optional.of(new String(response.body(), StandardCharsets.UTF_8).strip()));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] body(List<Part> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      String type = part.isDirectory()
          ? "application/x-directory"
          : part.isLink() ? "application/symlink" : "application/octet-stream";
      body.writeBytes(
          ("--parts\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + encode(part.name())
              + "\"\r\nContent-Type: " + type + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      body.writeBytes(
          part.isLink() ? part.path.split("->")[1].getBytes(StandardCharsets.UTF_8) : part.content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--parts--\r\n".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }
}
