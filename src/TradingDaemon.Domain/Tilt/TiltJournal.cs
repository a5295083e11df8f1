namespace TradingDaemon.Domain.Tilt;

/// <summary>What a person writes about a trader on tilt before its recovery goes on.</summary>
public static class TiltJournal
{
    /// <summary>Characters of one entry, at most: several pages.</summary>
    public const int TextMax = 20_000;

    /// <summary>Words of a text: what stands between spaces and has a letter or a digit in it.</summary>
    public static int WordsOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (words, isWord) = (0, false);
        foreach (var one in text)
        {
            if (char.IsWhiteSpace(one)) isWord = false;
            else if (!isWord && char.IsLetterOrDigit(one)) (words, isWord) = (words + 1, true);
        }

        return words;
    }
}
