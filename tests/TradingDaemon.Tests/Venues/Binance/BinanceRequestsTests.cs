using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Binance;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Binance;

internal sealed class BinanceRequestsTests
{
    // The key of the venue's own documentation: its signatures below are the documentation's, or an independent client's for the same inputs.
    private const string Key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private const string Base = "https://api.binance.com/api/v3/";

    private static readonly VenueCredentials Credentials = new(Key, "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");
    private static readonly Stamp At = new(7, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
    private static readonly BinanceRequests Requests = (BinanceRequests)VenueAdapters.Find("binance")!.Requests!(VenueAdapters.Find("binance")!.Hosts[0], Credentials);

    [TestCase("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [TestCase("apiKey=" + Key + "&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT", "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24")]
    [TestCase("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00100&price=70000.00&newClientOrderId=td-01J8ZK3V7M4Q2R5T6W8X9Y0Z12&newOrderRespType=FULL&recvWindow=5000&timestamp=1789295200000", "f3488de4e892e8cf10fadab567b14bcaa63f50d2e898ba9f1f27002637c189aa")]
    public void Sign_PublishedVector_IsTheSame(string payload, string signature) => Assert.That(new BinanceSigner(Credentials).Sign(payload), Is.EqualTo(signature));

    [Test]
    public void Place_EveryKind_IsWhatAnIndependentClientSends()
    {
        const string Common = "timestamp=1700000000000&symbol=BTCUSDT";
        Posted(Limit(OrderSide.Buy, TimeInForce.GoodTilCancelled, false), $"{Common}&side=BUY&newClientOrderId=td-1&newOrderRespType=FULL&type=LIMIT&quantity=1.25&price=37500.5&timeInForce=GTC&recvWindow=5000&signature=7d3fe5a5e7bddb464593d7a4072d95d2e75c7a8a7fd6bab8be762575307b26cb");
        Posted(Limit(OrderSide.Sell, TimeInForce.ImmediateOrCancel, false), $"{Common}&side=SELL&newClientOrderId=td-1&newOrderRespType=FULL&type=LIMIT&quantity=1.25&price=37500.5&timeInForce=IOC&recvWindow=5000&signature=07f0304232e1b7172150959c16216f5a1af870230ee3cb6369c59f8e3f8923af");
        Posted(Limit(OrderSide.Sell, TimeInForce.GoodTilCancelled, true), $"{Common}&side=SELL&newClientOrderId=td-1&newOrderRespType=FULL&type=LIMIT_MAKER&quantity=1.25&price=37500.5&recvWindow=5000&signature=190fcfaa287b0b4027373568c15c62473fd90ea39ded19d20c35f07a06f65ddc");
        Posted(Order(OrderSide.Sell, new OrderTerms.Market(Of(0.00078m))), $"{Common}&side=SELL&newClientOrderId=td-1&newOrderRespType=FULL&type=MARKET&quantity=0.00078&recvWindow=5000&signature=b868013259e50ca2bffdbfdf7e778e7890447d9c541f4dd13418fd102e4696a9");
        Posted(Order(OrderSide.Sell, new OrderTerms.Stop(Of(1.250m), Price.TryFrom(30000.00m)!.Value)), $"{Common}&side=SELL&newClientOrderId=td-1&newOrderRespType=FULL&type=STOP_LOSS&quantity=1.25&stopPrice=30000&recvWindow=5000&signature=2cfc4f347994427bbe616a40d66db5213232dbf2c1c385b0cc410567863a448c");
    }

    [Test]
    public void Calls_OfOrdersFillsAndBalances_AreWhatAnIndependentClientSends()
    {
        const string Common = "timestamp=1700000000000";
        Asked(Requests.Cancel(new OrderAsked("BTCUSDT", "td-1", "28"), At), "DELETE", $"order?{Common}&symbol=BTCUSDT&orderId=28&recvWindow=5000&signature=5ad518065e83f031b06e9b28944201841d645831bdc47bc0c488c8ad918935df");
        Asked(Requests.Cancel(new OrderAsked("BTCUSDT", "td-1", null), At), "DELETE", $"order?{Common}&symbol=BTCUSDT&origClientOrderId=td-1&recvWindow=5000&signature=94494bed19049ef8dcc2d151de91b7dad237f523c61b71f32de129177b786934");
        Asked(Requests.CancelAll("BTCUSDT", At), "DELETE", $"openOrders?{Common}&symbol=BTCUSDT&recvWindow=5000&signature=c0560249b63a8face3cf3d70ba4bd043ddf2ff9743125c907c50650877ab6b55");
        Asked(Requests.Query(new OrderAsked("BTCUSDT", null, "28"), At), "GET", $"order?{Common}&symbol=BTCUSDT&orderId=28&recvWindow=5000&signature=5ad518065e83f031b06e9b28944201841d645831bdc47bc0c488c8ad918935df");
        Asked(Requests.Query(new OrderAsked("BTCUSDT", "td-1", null), At), "GET", $"order?{Common}&symbol=BTCUSDT&origClientOrderId=td-1&recvWindow=5000&signature=94494bed19049ef8dcc2d151de91b7dad237f523c61b71f32de129177b786934");
        Asked(Requests.OpenOrders("BTCUSDT", At), "GET", $"openOrders?{Common}&symbol=BTCUSDT&recvWindow=5000&signature=c0560249b63a8face3cf3d70ba4bd043ddf2ff9743125c907c50650877ab6b55");
        Asked(Requests.OpenOrders(null, At), "GET", $"openOrders?{Common}&recvWindow=5000&signature=1e007ef2535aaa12a2584e410f756c0f06b159ddad46fe71baa45f1ec8c7f9ec");
        Asked(Requests.Fills(new FillsAsked("BTCUSDT"), At), "GET", $"myTrades?{Common}&symbol=BTCUSDT&recvWindow=5000&signature=c0560249b63a8face3cf3d70ba4bd043ddf2ff9743125c907c50650877ab6b55");
        Asked(Requests.Fills(new FillsAsked("BTCUSDT", DateTimeOffset.FromUnixTimeMilliseconds(1_699_990_000_000)), At), "GET", $"myTrades?{Common}&symbol=BTCUSDT&startTime=1699990000000&limit=1000&recvWindow=5000&signature=d26d43931f20dd095352b76224e1b54f04ce976d8bcf9ef2dddacdc043e4762b");
        Asked(Requests.Fills(new FillsAsked("BTCUSDT", At.Time, "57"), At), "GET", $"myTrades?{Common}&symbol=BTCUSDT&limit=1000&fromId=57&recvWindow=5000&signature=612d7f37fc4dcfbd24442680ae880c1f89851a2c7b62ba9bdb8e49adf045d1fe");
        Asked(Requests.Balances(At), "GET", $"account?{Common}&recvWindow=5000&signature=1e007ef2535aaa12a2584e410f756c0f06b159ddad46fe71baa45f1ec8c7f9ec");
        Assert.That(Requests.AllOrders("BTCUSDT", "28", At).Url.Query, Does.StartWith($"?{Common}&symbol=BTCUSDT&orderId=28&recvWindow=5000&signature="));
    }

    [Test]
    public void Subscribe_SomeSymbols_IsOneMessage()
    {
        var message = Requests.Subscribe(["BTC/USDT", "ETHUSDT"]).Single();
        Assert.That(message.Url.OriginalString, Is.EqualTo("wss://stream.binance.com:9443/stream"));
        Assert.That(Encoding.UTF8.GetString(message.Body.Span), Is.EqualTo("""{"method":"SUBSCRIBE","params":["btcusdt@bookTicker","btcusdt@trade","btcusdt@depth@100ms","ethusdt@bookTicker","ethusdt@trade","ethusdt@depth@100ms"],"id":1}"""));
    }

    [Test]
    public void SubscribeAccount_Always_SignsSortedParameters()
    {
        var signature = new BinanceSigner(Credentials).Sign($"apiKey={Key}&recvWindow=5000&timestamp=1700000000000");
        Assert.That(Encoding.UTF8.GetString(Requests.SubscribeAccount(At).Body.Span), Is.EqualTo($$$"""{"id":"7","method":"userDataStream.subscribe.signature","params":{"apiKey":"{{{Key}}}","recvWindow":5000,"timestamp":1700000000000,"signature":"{{{signature}}}"}}"""));
    }

    [Test]
    public void Place_NamesThatNeedEscapes_AreEscapedBeforeTheyAreSigned()
    {
        var body = Encoding.UTF8.GetString(Requests.Place(new OrderToPlace("测USDT", OrderSide.Buy, new OrderTerms.Market(Of(1m)), null), At).Body.Span);
        var split = body.Split("&signature=");
        Assert.That(split[0], Does.Contain("symbol=%E6%B5%8BUSDT&side=BUY&newOrderRespType"));
        Assert.That(new BinanceSigner(Credentials).Sign(split[0]), Is.EqualTo(split[1]));
    }

    [Test]
    public void Calls_TheVenueDoesNotHave_SaySo()
    {
        Assert.That(() => Requests.CancelAll(null, At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Fills(new FillsAsked(null), At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Query(new OrderAsked(null, "a", null), At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Place(Limit(OrderSide.Buy, TimeInForce.Day, false), At), Throws.TypeOf<NotOfferedException>());
    }

    [Test]
    public void Adapter_Testnet_IsElsewhere()
    {
        var practice = new BinanceRequests(BinanceAdapter.TestnetRest, BinanceAdapter.TestnetStream, BinanceAdapter.TestnetAccountStream, new BinanceSigner(Credentials));
        Assert.That(practice.Balances(At).Url.Host, Is.EqualTo("testnet.binance.vision"));
        Assert.That(practice.Subscribe(["BTC/USDT"])[0].Url.Host, Is.EqualTo("stream.testnet.binance.vision"));
        Assert.That(practice.SubscribeAccount(At).Url.Host, Is.EqualTo("ws-api.testnet.binance.vision"));
    }

    private static Quantity Of(decimal quantity) => Quantity.TryFrom(quantity)!.Value;

    private static OrderToPlace Order(OrderSide side, OrderTerms terms) => new("BTCUSDT", side, terms, "td-1");

    private static OrderToPlace Limit(OrderSide side, TimeInForce lives, bool isPostOnly) => Order(side, new OrderTerms.Limit(Of(1.25m), Price.TryFrom(37500.50m)!.Value, lives, isPostOnly));

    private static void Posted(OrderToPlace order, string body)
    {
        var request = Requests.Place(order, At);
        Assert.That((request.Method, request.Url.OriginalString), Is.EqualTo((HttpMethod.Post, $"{Base}order")));
        Assert.That(Encoding.UTF8.GetString(request.Body.Span), Is.EqualTo(body));
        Assert.That(request.Headers, Is.EqualTo(new WireHeader[] { new("X-MBX-APIKEY", Key), new("Content-Type", "application/x-www-form-urlencoded") }));
    }

    private static void Asked(WireRequest request, string method, string rest)
    {
        Assert.That((request.Method!.Method, request.Url.OriginalString), Is.EqualTo((method, Base + rest)));
        Assert.That(request.Headers, Is.EqualTo(new WireHeader[] { new("X-MBX-APIKEY", Key) }));
        Assert.That(request.Body.IsEmpty);
    }
}
