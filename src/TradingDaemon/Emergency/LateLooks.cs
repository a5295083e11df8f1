using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Emergency;

/// <summary>
/// Looks again after everything was found cancelled: an order that had passed the gate in the very moment it closed may show at its venue
/// seconds later. Only orders of ours are cancelled then, so that what a person places at the venue by hand stays.
/// </summary>
internal static class LateLooks
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20)]; // half a minute: longer than any request may take

    /// <summary>Looks at one venue while the stop is halted; tells <paramref name="failed"/> of what throws. Ends early with <paramref name="ending"/>.</summary>
    public static async Task RunAsync(VenueLine venue, Func<EmergencyState> state, Action<Exception> failed, TimeProvider clock, CancellationToken ending)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, clock, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested || state() != EmergencyState.Halted) return;
            try
            {
                var open = await venue.OpenOrdersAsync(ending);
                await Task.WhenAll(open.Where(IsOurs).Select(order => venue.CancelAsync(new OrderReference(order.ClientOrderId, order.VenueOrderId, order.Symbol), ending))); // all, whatever becomes of one
            }
            catch (Exception failure) // told; the next look asks again
            {
                if (!ending.IsCancellationRequested) failed(failure);
            }
        }
    }

    private static bool IsOurs(OrderReport order) => !string.IsNullOrEmpty(order.ClientOrderId.Text) && !order.ClientOrderId.MayBeOf(StrategyId.Emergency);
}
