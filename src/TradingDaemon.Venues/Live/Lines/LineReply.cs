using System.Globalization;
using System.Net;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Lines;

/// <summary>What a request came to: an answer as it came, or what is known without one.</summary>
/// <param name="Status">HTTP status of an answer.</param>
/// <param name="Body">Its bytes; empty without one.</param>
/// <param name="RetryAfter">How long the answer asks to be left alone; null when it does not say.</param>
/// <param name="Fault">Why there is no answer; null when there is one, whatever it says.</param>
internal readonly record struct LineReply(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter, VenueFault? Fault = null)
{
    /// <summary>A success whose content cannot be read: the venue did something.</summary>
    public static VenueFault Garbled { get; } = new(VenueFaultKind.OutcomeUnknown, "GARBLED", "The venue's answer cannot be read.");

    /// <summary>The same, and why.</summary>
    public static VenueFault Unreadable(string why) => Garbled with { Message = Sentence($"The venue's answer cannot be read: {why}.") };

    /// <summary>Whether there is an answer and its status is a success.</summary>
    public bool IsSuccess => Fault is null && (int)Status is >= 200 and < 300;

    /// <summary>No answer, and what is known of the request.</summary>
    public static LineReply Without(VenueFault fault) => new(default, [], null, fault);

    /// <summary>What an answer that is no success means. Only a definite no of the venue itself is one: everything else leaves open what happened.</summary>
    /// <param name="told">What the venue's own error means; null when the answer holds none that is known.</param>
    public VenueFaultKind KindOf(VenueFaultKind? told) => (int)Status switch
    {
        >= 500 or < 400 or 408 => VenueFaultKind.OutcomeUnknown,
        429 or 418 => VenueFaultKind.RateLimited,
        _ when told is { } known => known,
        401 or 403 => VenueFaultKind.Authentication, // the door's no, behind which nothing was reached; where a page before the door may say so, the venue's adapter knows
        _ => VenueFaultKind.OutcomeUnknown, // an order takes a no for its end: only the venue's own word is one
    };

    /// <summary>The fault of an answer that is no success.</summary>
    /// <param name="told">As in <see cref="KindOf"/>.</param>
    /// <param name="code">The venue's code; null for the status.</param>
    /// <param name="message">The venue's words; null when there are none.</param>
    public VenueFault FaultOf(VenueFaultKind? told, string? code, string? message)
    {
        var status = ((int)Status).ToString(CultureInfo.InvariantCulture);
        return new VenueFault(KindOf(told), code ?? status, Sentence(message ?? $"The venue answered {status}."), RetryAfter);
    }

    /// <summary>As much of a venue's words as a line of a log holds.</summary>
    public static string Sentence(string message)
    {
        const int LengthMax = 200;
        return message.Length <= LengthMax ? message : message[..LengthMax];
    }
}
