using System.Buffers.Text;

namespace TradingDaemon.Venues.Wire;

/// <summary>Numbers as venues write them: plain, in quotes, or with an exponent.</summary>
internal static class WireNumber
{
    // As many digits as surely fit into 64 bits.
    private const int PlainMax = 19;

    /// <summary>The number's value. Throws <see cref="WireFormatException"/> when it is none, or beyond what a price or quantity can be.</summary>
    public static decimal Parse(ReadOnlySpan<byte> text) => TryParse(text, out var number) ? number : throw new WireFormatException($"{WireValue.Shown(text)} is no number");

    /// <summary>The number's value; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal number) =>
        TryParsePlain(text, out number) || (Utf8Parser.TryParse(text, out number, out var used) && used == text.Length);

    // Nearly every number: digits, perhaps a point, more digits. Anything else is the library's.
    private static bool TryParsePlain(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0m;
        if (text.Length is 0 or > PlainMax || text[^1] == '.') return false;
        var (value, scale) = (0UL, -1);
        foreach (var octet in text)
        {
            if ((uint)(octet - '0') <= 9)
            {
                value = (value * 10) + (uint)(octet - '0');
                if (scale >= 0) scale++;
            }
            else if (octet == '.' && scale < 0 && text[0] != '.')
            {
                scale = 0;
            }
            else
            {
                return false;
            }
        }

        number = new decimal((int)value, (int)(value >> 32), 0, isNegative: false, (byte)Math.Max(0, scale));
        return true;
    }
}
