using System.Text;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>What happens to payloads that nobody meant: bytes lost, changed, doubled and swapped, and values of another kind.</summary>
internal static class Damage
{
    /// <summary>The payload with up to four damages; without any now and then.</summary>
    public static byte[] Of(byte[] payload, Random random)
    {
        var bytes = payload.ToList();
        for (var times = random.Next(0, 5); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)])); break;
                case 4: Swap(bytes, random); break;
                case 5: bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at))); break;
                default: Replace(bytes, at, random); break;
            }
        }

        return [.. bytes];
    }

    private static readonly string[] Odd = ["\"", "{", "}", "[", "]", ",", ":", "null", "-", "1e308", "99999999999999999999999999999", "\\u0000", "\\ud800", "\0", "é", "true", "\"x\":1,", "1970-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "-0", "0.0000000000000000000000000001", "79228162514264337593543950335", "9223372036854775807", "-9223372036854775808", "999999999999999999"];

    // A value in place of another: what most damage of the venue's own making would be.
    private static void Replace(List<byte> bytes, int at, Random random)
    {
        var begin = bytes.IndexOf((byte)':', at);
        if (begin < 0) return;
        var end = begin + 1;
        while (end < bytes.Count && bytes[end] is not ((byte)',' or (byte)'}' or (byte)']')) end++;
        bytes.RemoveRange(begin + 1, end - begin - 1);
        var value = Odd[random.Next(Odd.Length)];
        bytes.InsertRange(begin + 1, Encoding.UTF8.GetBytes(random.Next(2) == 0 ? value : $"\"{value.Replace("\"", "", StringComparison.Ordinal)}\""));
    }

    private static void Swap(List<byte> bytes, Random random)
    {
        var (one, other) = (random.Next(bytes.Count), random.Next(bytes.Count));
        (bytes[one], bytes[other]) = (bytes[other], bytes[one]);
    }
}
