using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Orders;

/// <summary>
/// Our name for an order: a pure function of strategy, intent sequence and store epoch, unique over restarts, at most 18
/// characters of a–z, 0–9 and dash. It identifies; it does not by itself make a resend safe.
/// </summary>
/// <param name="Text">The id as sent to venues.</param>
public readonly record struct ClientOrderId(string Text)
{
    /// <summary>Longest id any supported venue takes.</summary>
    public const int LengthMax = 18;

    private const int TagLength = 3;

    /// <summary>Makes the id <c>sss-e-n</c>: a three-letter strategy tag, the epoch and the sequence in base 36.</summary>
    /// <param name="strategy">Who intends.</param>
    /// <param name="intentSequence">1, 2, 3… over the life of the store.</param>
    /// <param name="epoch">The store's epoch; above zero.</param>
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
        do digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(value % 36)];
        while ((value /= 36) > 0);
        text.Append(digits[at..]);
    }
}
