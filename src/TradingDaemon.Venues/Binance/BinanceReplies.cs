using System.Text;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Refusals, subscriptions taken, and requests of ours that were captured beside the answers.</summary>
internal static class BinanceReplies
{
    /// <summary>Reads an answer; false when it is none of these, but a body or an answer that carries one.</summary>
    public static bool Read(WireValue root, BinanceSymbols symbols, INormalizedSink sink)
    {
        if (root["method"u8] is { IsString: true } method)
            sink.Status(new StatusTold { Of = "request", Status = method.AsText(), Symbol = symbols.Pair(root["params"u8]["symbol"u8].Raw) });
        else if (root["error"u8] is { IsObject: true } error)
            sink.Error(BinanceErrors.Told(error["code"u8].AsLong(), error["msg"u8].AsText(), root["status"u8].AsLong()));
        else if (!root["code"u8].IsMissing && !root["msg"u8].IsMissing)
            sink.Error(BinanceErrors.Told(root["code"u8].AsLong(), root["msg"u8].AsText(), null));
        else if (!root["id"u8].IsMissing && root["status"u8].IsMissing) return Control(root, symbols, sink);
        else if (!root["result"u8]["subscriptionId"u8].IsMissing) sink.Subscribed(new SubscribedTold { Channel = "userDataStream" });
        else return false;
        return true;
    }

    // Of a market stream: nothing for what was subscribed to, or the list of what is.
    private static bool Control(WireValue root, BinanceSymbols symbols, INormalizedSink sink)
    {
        var result = root["result"u8];
        if (result.IsMissing && !root["serverTime"u8].IsMissing) return false;
        if (result.IsMissing) sink.Subscribed(new SubscribedTold());
        foreach (var (_, stream) in result)
        {
            var channel = BinanceFrames.ChannelOf(stream.Raw);
            sink.Subscribed(new SubscribedTold { Channel = Encoding.UTF8.GetString(channel), Symbol = symbols.Pair(BinanceFrames.SymbolOf(stream.Raw)) });
        }

        return true;
    }
}
