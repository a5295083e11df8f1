using System.Globalization;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Emergency;

/// <summary>
/// How long a liquidation goes on offering orders that are held back for a reason no price mends: a full counter, a pause the venue asked for, a way that was cut.
/// </summary>
/// <param name="patienceMax">For how long in all; above zero.</param>
internal sealed class HeldBack(TimeSpan patienceMax)
{
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseSlowest = TimeSpan.FromSeconds(5);

    private TimeSpan _left = patienceMax;
    private TimeSpan _pause = PauseFirst;

    /// <summary>Whether it is such a reason.</summary>
    public static bool Is(VenueFault fault) => fault.Kind is VenueFaultKind.Retry or VenueFaultKind.RateLimited;

    /// <summary>What held the newest one back, for people; empty before the first.</summary>
    public string Why { get; private set; } = "";

    /// <summary>So long was waited already, e.g. for an answer that did not come.</summary>
    public void Waited(TimeSpan time) => _left -= time;

    /// <summary>Takes what held an order back.</summary>
    /// <param name="fault">What was said.</param>
    /// <param name="now">When (UTC).</param>
    /// <returns>How long to wait before anything is offered again: what was asked for at the least; null when that is longer than there is patience for.</returns>
    public TimeSpan? Take(VenueFault fault, DateTimeOffset now)
    {
        var asked = fault.RetryAfter ?? TimeSpan.Zero;
        Why = asked > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{fault}; to be left alone until {now + asked:HH:mm:ss}Z") : fault.ToString();
        if (_left <= TimeSpan.Zero || asked > _left) return null;
        var usual = _pause < _left ? _pause : _left;
        var wait = asked > usual ? asked : usual;
        _left -= wait;
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, PauseSlowest.Ticks));
        return wait;
    }
}
