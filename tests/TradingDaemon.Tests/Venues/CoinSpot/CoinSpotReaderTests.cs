using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.CoinSpot;

public sealed class CoinSpotReaderTests
{
    private const string Done = """{"coin":"BTC","market":"BTC/AUD","rate":2,"amount":1,"solddate":"2026-01-05T10:00:00.000Z"}""";
    private const string Resting = """{"coin":"BTC","market":"BTC/AUD","rate":2,"amount":1,"type":"market","created":"2026-01-05T10:00:00.000Z"}""";
    private const string Named = """{"id":"7","coin":"BTC","market":"BTC/AUD","rate":2,"amount":1,"type":"market","solddate":"2026-01-05T10:00:00.000Z"},""";

    [TestCase("""{"status":"OK","balances":[{"STR":{"balance":"2.5","available":1}},{"AUD":{"balance":7}}]}""", null, "balance asset=XLM total=2.5 available=1", "balance")]
    [TestCase("""{"status":"ok","balance":{"BTC":{"balance":0.5,"available":"0.25"}}}""", null, "balance asset=BTC total=0.5 available=0.25")]
    [TestCase("""{"status":"ok","orders":[{"coin":"LTC","market":"LTC/USDT","rate":9,"amount":2,"solddate":1604887846143}]}""", null, "trade symbol=LTC/USDT ts=2020-11-09T02:10:46.143Z price=9 size=2")]
    [TestCase("""{"status":"ok","updated":true,"id":5,"coin":"BTC","rate":1,"newrate":2,"amount":3}""", null, "ack symbol=BTC/AUD call=replace venueOrderId=5")]
    [TestCase("""{"status":"ok","buyorders":[],"sellorders":[{"id":7,"coin":"BTC","market":"BTC/AUD","amount":1,"rate":2,"type":"stop"}]}""", null, "order venueOrderId=7 side=sell type=stop")]
    [TestCase("""{"status":"ok","buyorders":[],"sellorders":[{"id":"7","market":"BTC/USDT","amount":1,"rate":2,"solddate":"2026-01-05T10:00:00.000Z"}]}""", null, "fill symbol=BTC/USDT ts=2026-01-05T10:00:00.000Z executionId=7 side=sell price=2 size=1 only")]
    [TestCase("""{"status":"ok","buyorders":[],"sellorders":[]}""", "orders/open", "book snapshot=true bids=[] asks=[]")]
    [TestCase("""{"status":"ok","buyorders":[{"rate":1,"amount":1},{"rate":3,"amount":1},{"rate":2,"amount":1}],"sellorders":[{"rate":5,"amount":1},{"rate":4,"amount":1}]}""", null, """book bids=[["3","1"],["2","1"],["1","1"]] asks=[["4","1"],["5","1"]]""")]
    [TestCase("""{"nonce":1,"cointype":"BTC"}""", null, "status of=request")]
    public void Read_Payload_Tells(string payload, string? endpoint, params string[] rows) => Decoded.Text("coinspot", payload, endpoint).MustSay(rows);

    [Test]
    public void Read_NoOrdersOfOurs_TellsNothing() => Decoded.Text("coinspot", """{"status":"ok","buyorders":[],"sellorders":[]}""", "my/orders/market/open").MustSay();

    /// <summary>Bug: an execution of ours whose row had no id was told as a stranger's trade, and an open order as a level of the public book: the order then ended as cancelled, with nothing filled.</summary>
    [TestCase("my/orders/completed", Done, "")]
    [TestCase("my/orders/completed", Named + Done, "")]
    [TestCase("my/orders/completed", "", Named + Done)]
    [TestCase("my/orders/market/completed", Done, "")]
    [TestCase("my/orders/market/open", Resting, "")]
    [TestCase("my/orders/limit/open", Named + Resting, "")]
    [TestCase("my/orders/market/open", "", Named + Resting)]
    public void Read_RowOfOursWithoutAnId_IsUndecodable(string endpoint, string buys, string sells)
    {
        var lines = Decoded.Text("coinspot", $$"""{"status":"ok","buyorders":[{{buys}}],"sellorders":[{{sells}}]}""", endpoint);
        lines[^1].MustSay(endpoint.EndsWith("completed", StringComparison.Ordinal) ? "error category=undecodable message=an_execution_has_no_id" : "error category=undecodable message=an_open_order_has_no_id");
        Assert.That(lines.Select(static line => line.Says("kind")), Has.None.EqualTo("trade").And.None.EqualTo("book"));
    }

    [TestCase("orders/completed", Done, "trade symbol=BTC/AUD price=2 size=1")]
    [TestCase("orders/summary/completed", Done, "trade symbol=BTC/AUD price=2 size=1")]
    [TestCase("orders/open", """{"coin":"BTC","market":"BTC/AUD","rate":2,"amount":1}""", "book symbol=BTC/AUD")]
    public void Read_RowsOfTheMarket_HaveNoIds(string endpoint, string buys, string told) =>
        Decoded.Text("coinspot", $$"""{"status":"ok","buyorders":[{{buys}}],"sellorders":[]}""", endpoint).MustSay(told);

    [TestCase("Invalid nonce", "retry", "notPlaced")]
    [TestCase("Insufficient funds", "insufficientFunds", "notPlaced")]
    [TestCase("Invalid key", "auth", "notPlaced")]
    [TestCase("Your key is read only", "auth", "notPlaced")]
    [TestCase("Too many requests", "rateLimited", "notPlaced")]
    [TestCase("Order not found", "rejected", "notPlaced")]
    [TestCase("below the minimum", "rejected", "notPlaced")]
    [TestCase("something new", "rejected", "notPlaced")]
    public void Read_Error_MeansByItsWords(string message, string category, string outcome) =>
        Decoded.Text("coinspot", $$"""{"status":"error","message":"{{message}}"}""").MustSay($"error category={category} orderOutcome={outcome}");

    [TestCase("<!DOCTYPE html><html><title>Just a moment...</title>")]
    [TestCase("3")]
    [TestCase("")]
    [TestCase("""{"x":1}""")]
    [TestCase("""{"status":"ok","status":"ok"}""")]
    [TestCase("""{"status":"ok","buyorders":[{"rate":"much","amount":1}],"sellorders":[]}""")]
    [TestCase("""{"status":"ok","buyorders":[{"amount":1}],"sellorders":[]}""")]
    [TestCase("""{"status":"ok","buyorders":[{"id":null,"rate":2}],"sellorders":[]}""")]
    public void Read_Broken_IsUndecodable(string payload) => Decoded.Text("coinspot", payload)[^1].MustSay("error category=undecodable");
}
