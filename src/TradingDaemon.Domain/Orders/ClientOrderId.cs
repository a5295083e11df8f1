using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Orders;

/// <summary>
/// Our name for an order: a pure function of strategy, intent sequence and epoch, unique over restarts and restored copies, at most 18
/// characters of a–z, 0–9 and dash. It identifies; it does not by itself make a resend safe.
/// </summary>
/// <param name="Text">The id as sent to venues.</param>
public readonly record struct ClientOrderId(string Text)
{
    /// <summary>Longest id any supported venue takes.</summary>
    public const int LengthMax = 18;

    private const int TagLength = 3;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes the id <c>sss-e-n</c>: a three-letter strategy tag, the epoch and the sequence in base 36.</summary>
    /// <param name="strategy">Who intends.</param>
    /// <param name="intentSequence">1, 2, 3… over the life of the store.</param>
    /// <param name="epoch">The epoch in force; above zero.</param>
    public static ClientOrderId From(StrategyId strategy, long intentSequence, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intentSequence, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        var text = new StringBuilder(LengthMax);
        AppendTag(text, strategy.Text);
        text.Append('-');
        AppendBase36(text, epoch);
        text.Append('-');
        AppendBase36(text, intentSequence);
        return text.Length <= LengthMax
            ? new ClientOrderId(text.ToString())
            : throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"Client order id {text} is longer than {LengthMax}."));
    }

    /// <summary>Whether the id carries the strategy's tag. Tags of different strategies can be alike: it tells whose an order may be, not whose it is.</summary>
    public bool MayBeOf(StrategyId strategy)
    {
        var tag = new StringBuilder(TagLength);
        AppendTag(tag, strategy.Text);
        return Text is { Length: > TagLength } && Text[TagLength] == '-' && Text.AsSpan(0, TagLength).SequenceEqual(tag.ToString());
    }

    /// <summary>Reads epoch and sequence out of an id that has the shape of ours; false for any other text. Another's may have it too.</summary>
    public bool TryRead(out int epoch, out long intentSequence)
    {
        (epoch, intentSequence) = (0, 0);
        if (Text is not { Length: > TagLength and <= LengthMax } || Text.Split('-') is not [{ Length: TagLength }, var first, var second]) return false;
        if (Number(first) is not (> 0 and <= OrderEpoch.Max and var read) || Number(second) is not (> 0 and var number)) return false;
        (epoch, intentSequence) = ((int)read, number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static void AppendTag(StringBuilder text, string name)
    {
        var hash = 2166136261u; // FNV-1a, so the tag is the same on every machine
        foreach (var letter in name) hash = (hash ^ letter) * 16777619u;
        for (var i = 0; i < TagLength; i++, hash /= 26) text.Append((char)('a' + (hash % 26)));
    }

    private static void AppendBase36(StringBuilder text, long value)
    {
        Span<char> digits = stackalloc char[13];
        var at = digits.Length;
        do digits[--at] = Digits[(int)(value % 36)];
        while ((value /= 36) > 0);
        text.Append(digits[at..]);
    }

    // Null when it is no number as written above; an id is far too short for one that does not fit.
    private static long? Number(string base36)
    {
        var value = 0L;
        foreach (var letter in base36)
        {
            if (Digits.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var digit)) return null;
            value = (value * 36) + digit;
        }

        return base36.Length is > 0 and < 13 && base36[0] != '0' ? value : null;
    }
}
