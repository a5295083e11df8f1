using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Tests.Execution.Support;

/// <summary>What becomes of a venue's frames on their way here: of a hundred five are lost, five come twice, and ten wait until others have passed them.</summary>
internal sealed class LossyStream(SessionClock clock, Random random)
{
    private const double DroppedShare = 0.05;
    private const double DoubledShare = 0.05;
    private const double HeldShare = 0.10;
    private const double HeldSecondsMax = 2;

    private long _sent;
    private long _newest;

    public long Dropped { get; private set; }

    public long Doubled { get; private set; }

    /// <summary>Frames that came after one sent later.</summary>
    public long Overtaken { get; private set; }

    public void Pass(Action<VenueEvent> deliver, VenueEvent what)
    {
        var (number, draw) = (++_sent, random.NextDouble());
        if (draw < DroppedShare)
        {
            Dropped++;
        }
        else if (draw < DroppedShare + DoubledShare)
        {
            Doubled++;
            Arrive(deliver, what, number);
            Arrive(deliver, what, number);
        }
        else if (draw < DroppedShare + DoubledShare + HeldShare)
        {
            Hold(deliver, what, number);
        }
        else
        {
            Arrive(deliver, what, number);
        }
    }

    private void Hold(Action<VenueEvent> deliver, VenueEvent what, long number)
    {
        ITimer? until = null;
        until = clock.CreateTimer(_ =>
        {
            until?.Dispose();
            Arrive(deliver, what, number);
        }, null, TimeSpan.FromSeconds(random.NextDouble() * HeldSecondsMax), Timeout.InfiniteTimeSpan);
    }

    private void Arrive(Action<VenueEvent> deliver, VenueEvent what, long number)
    {
        if (number < _newest) Overtaken++;
        _newest = Math.Max(_newest, number);
        deliver(what);
    }
}
