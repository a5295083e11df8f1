using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>Every conversation there is hears what happens on the floor, in the order of their coming. Works inside the floor only.</summary>
internal sealed class StreamHub(ExchangeFloor floor) : IFloorListener
{
    private readonly List<(StreamClient Client, IConversation Conversation)> _open = [];

    /// <summary>A client came.</summary>
    public void Add(StreamClient client, IConversation conversation) => floor.Enter((_, _) =>
    {
        _open.Add((client, conversation));
        conversation.Begin();
    });

    /// <summary>A client went.</summary>
    public void Remove(IConversation conversation) => floor.Enter((_, _) => _open.RemoveAll(open => open.Conversation == conversation));

    /// <summary>It is time for a client to be shown that its stream lives.</summary>
    public void Beat(IConversation conversation) => floor.Enter((_, _) => conversation.Beat());

    /// <summary>Ends when every client of the account has been sent all there is for it.</summary>
    public Task FramesSentAsync(string account) => floor.Enter(account, (_, account, _) => Task.WhenAll(_open.Where(open => open.Client.Account == account).Select(static open => open.Client.Outbox.SentAsync())));

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        foreach (var (client, conversation) in _open)
            if (client.Account == order.Order.Account) conversation.OnOrder(order);
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset)
    {
        foreach (var (client, conversation) in _open)
            if (client.Account == execution.Account) conversation.OnExecution(execution, clockOffset);
    }

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        foreach (var (_, conversation) in _open) conversation.OnTrade(trade);
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        foreach (var (_, conversation) in _open) conversation.OnBook(instrument);
    }
}
