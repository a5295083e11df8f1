using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>Placing and cancelling: each call is one request.</summary>
internal sealed class SandboxOrders(SandboxLine line)
{
    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var intent = order.Intent;
        SandboxReply reply;
        try
        {
            reply = await line.SendAsync(HttpMethod.Post, "/v1/orders", JsonSerializer.SerializeToUtf8Bytes(intent.ToWire(), SandboxWire.Default.OrderRequestBody), intent.IsReduceOnly ? Urgency.Most : Urgency.Other, stopping, order.MayLeave);
        }
        catch (VenueException notSent)
        {
            return new PlacementAnswer.Failed(notSent.Fault);
        }

        return reply.Fault switch
        {
            null => reply.Read(SandboxWire.Default.OrderMessage) is { VenueOrderId.Length: > 0 } taken ? new PlacementAnswer.Accepted(taken.VenueOrderId) : new PlacementAnswer.Failed(LineReply.Garbled),
            { Kind: VenueFaultKind.Rejected or VenueFaultKind.InsufficientFunds or VenueFaultKind.MarketClosed } no => new PlacementAnswer.Refused(SandboxErrors.RefusalOf(no.Code), $"{no.Code}: {no.Message}"),
            var fault => new PlacementAnswer.Failed(fault),
        };
    }

    public async ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => await DeleteAsync(
        order.VenueOrderId is { } id ? $"/v1/orders/{Uri.EscapeDataString(id)}" : $"/v1/orders?clientOrderId={Uri.EscapeDataString(order.ClientOrderId.Text)}", stopping);

    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => DeleteAsync("/v1/orders", stopping);

    private async ValueTask<VenueFault?> DeleteAsync(string target, CancellationToken stopping)
    {
        try
        {
            return (await line.SendAsync(HttpMethod.Delete, target, null, Urgency.Most, stopping)).Fault;
        }
        catch (VenueException notSent)
        {
            return notSent.Fault;
        }
    }
}
