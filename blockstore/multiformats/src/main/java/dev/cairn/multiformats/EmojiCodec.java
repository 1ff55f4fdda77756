package dev.cairn.multiformats;

import java.util.HashMap;
import java.util.Map;

/** Base256emoji: each byte is one code point of a fixed list. */
final class EmojiCodec implements TextCodec {
  private static final String ALPHABET = """
      🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍\
      😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌\
      😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳\
      😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝\
      😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁\
      😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶\
      🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎\
      💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂""";

  private static final int[] LETTERS = ALPHABET.codePoints().toArray();
  private static final Map<Integer, Byte> VALUES = values();

  private static Map<Integer, Byte> values() {
    Map<Integer, Byte> values = new HashMap<>();
    for (int i = 0; i < LETTERS.length; i++) {
      values.put(LETTERS[i], (byte) i);
    }
    return Map.copyOf(values);
  }

  @Override
  public String encode(int prefix, byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length + 2);
    if (prefix != NO_PREFIX) {
      text.appendCodePoint(prefix);
    }
    for (byte b : bytes) {
      text.appendCodePoint(LETTERS[b & 0xff]);
    }
    return text.toString();
  }

  @Override
  public byte[] decode(String text, int offset) {
    byte[] bytes = new byte[text.codePointCount(offset, text.length())];
    int at = offset;
    for (int i = 0; i < bytes.length; i++) {
      int letter = text.codePointAt(at);
      Byte value = VALUES.get(letter);
      if (value == null) {
        throw TextCodec.badCharacter("base256emoji", text, at);
      }
      bytes[i] = value;
      at += Character.charCount(letter);
    }
    return bytes;
  }
}
