using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingDaemon.Storage.Schema;

/// <summary>One numbered step of the schema, there and back.</summary>
/// <param name="Number">1, 2, 3… without gaps.</param>
/// <param name="Name">What it is about, from its file name.</param>
/// <param name="Up">SQL that takes the step.</param>
/// <param name="Down">SQL that takes it back.</param>
/// <param name="Sha256">Of the whole text with line feeds only; an applied step may never change.</param>
internal sealed record Migration(int Number, string Name, string Up, string Down, string Sha256)
{
    private const string UpMark = "-- up\n";
    private const string DownMark = "\n-- down\n";

    /// <summary>Reads <c>0001_name.sql</c>, whose text is a line <c>-- up</c>, SQL, a line <c>-- down</c>, SQL; throws <see cref="FormatException"/> when it is not.</summary>
    public static Migration Parse(string fileName, string text)
    {
        text = text.ReplaceLineEndings("\n");
        var down = text.IndexOf(DownMark, StringComparison.Ordinal);
        if (!text.StartsWith(UpMark, StringComparison.Ordinal) || down < 0) throw new FormatException($"{fileName} needs a line '-- up' at its start and a line '-- down'.");
        var (digits, name) = fileName.Split('_', 2) is [var left, var right] ? (left, Path.GetFileNameWithoutExtension(right)) : ("", "");
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw new FormatException($"{fileName} is not named NNNN_name.sql.");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new Migration(number, name, text[UpMark.Length..down], text[(down + DownMark.Length)..], sha256);
    }
}
