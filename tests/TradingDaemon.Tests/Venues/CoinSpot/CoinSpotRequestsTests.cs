using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.CoinSpot;
using TradingDaemon.Venues.Decoding;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.CoinSpot;

public sealed class CoinSpotRequestsTests
{
    private static readonly Stamp Stamp = new(1700000000000, DateTimeOffset.UnixEpoch);
    private static readonly CoinSpotRequests Requests = new(CoinSpotAdapter.Site, new CoinSpotSigner(new VenueCredentials("k", "s")));

    [TestCase("test_api_secret", """{"nonce":1234567890000,"cointype":"BTC"}""", "09923190af87a25ceb661efe03b5d2baefc218f0a586e6d45cedf2a4f0f8e5003eed218eb2a04e51c02f4074414f59636740addbb64ba432d805417deb3b1a50")]
    [TestCase("test_api_secret", """{"nonce": 1234567890000, "cointype": "BTC"}""", "ea5d15e2ce7655e3acf671addda82843417ec1cc3fe742725bce31e562d7b8e18daf4fdeda94c9b25e5bf57536dac4eab72873119d4209738c1f40a49e1c8bbc")]
    [TestCase("test_secret", """{"nonce":"1616492376594"}""", "b1df36581c33a11b2ffd9abc5d34645a98d05482592a94378c109499d9e29be17350e23da065b3eed66b299647dff797bc1adaca047ce552d153128040366ae8")]
    public void Sign_WorkedExamples_AreMet(string secret, string body, string signature) =>
        Assert.That(new CoinSpotSigner(new VenueCredentials("k", secret)).Sign(Encoding.UTF8.GetBytes(body))[2], Is.EqualTo(new WireHeader("sign", signature)));

    // The independent client speaks the older version: another path, but the same body and so the same signature.
    [Test]
    public void Balances_AnyStamp_AreSignedAsTheIndependentClientDoes() => Equal(
        Requests.Balances(Stamp), "ro/my/balances", """{"nonce":1700000000000}""", "44e1ea03bbd832671436275e87a9f725e12016a2aa9c6d0a3cf26e8db1b39a50b14ec502a7f4026b25279376fb6bb08b198793799403eecead87b94945c59cde");

    [Test]
    public void Place_Limit_IsTheIndependentClientsBodyWithoutAnId() => Equal(
        Requests.Place(new OrderToPlace("BTC/AUD", OrderSide.Buy, Limit(1.250m, 37500m), "td-1"), Stamp), "my/buy", """{"nonce":1700000000000,"cointype":"BTC","amount":1.25,"rate":37500}""",
        "c2c5ef25f74ff85a33ea915f512216929b46fd7a32281ca9318c852ae2f71e149544694dc9b9a1bd8e93d1e51436e26e864df60fbef1af3046feff1805cae049");

    [Test]
    public void Ask_EveryCall_IsItsPathAndBody()
    {
        Equal(Requests.Place(new OrderToPlace(Requests.Spelled("XLM/USDT"), OrderSide.Sell, Limit(0.1m, 0.00000001m), null), Stamp), "my/sell", """{"nonce":1700000000000,"cointype":"STR","amount":0.1,"rate":0.00000001,"markettype":"USDT"}""");
        Equal(Requests.PlaceNow(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Market(Amount(0.5m)), null), 90000m, 0.5m, Stamp), "my/buy/now", """{"nonce":1700000000000,"cointype":"BTC","amounttype":"coin","amount":0.5,"rate":90000,"threshold":0.5}""");
        Equal(Requests.Cancel(new OrderAsked(null, null, "a1", OrderSide.Sell), Stamp), "my/sell/cancel", """{"nonce":1700000000000,"id":"a1"}""");
        Equal(Requests.OpenOrders("BTC/AUD", Stamp), "ro/my/orders/market/open", """{"nonce":1700000000000,"cointype":"BTC"}""");
        Equal(Requests.OpenOrders(null, Stamp), "ro/my/orders/market/open", """{"nonce":1700000000000}""");
        Equal(Requests.Fills(new FillsAsked("BTC/USDT", new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.Zero)), Stamp), "ro/my/orders/completed", """{"nonce":1700000000000,"cointype":"BTC","markettype":"USDT","startdate":"2026-02-28","limit":500}""");
        Assert.That(Requests.Latest().Url.AbsoluteUri, Is.EqualTo("https://www.coinspot.com.au/pubapi/v2/latest"));
    }

    [Test]
    public async Task CancelAll_BothSides_TakeANonceEach()
    {
        Equal(Requests.CancelSide(OrderSide.Buy, "STR/AUD", Stamp), "my/buy/cancel/all", """{"nonce":1700000000000,"coin":"STR"}""");
        var shown = await RequestPreview.ShowAsync("coinspot", "cancel-all", new RequestedOrder { Nonce = 5, Time = DateTimeOffset.UnixEpoch }, new VenueCredentials("k", "s"), isJson: false);
        Assert.That(shown, Does.Contain("{\"nonce\":5}").And.Contain("{\"nonce\":6}"));
    }

    [Test]
    public void Ask_WhatTheVenueDoesNotHave_IsRefused()
    {
        Assert.Throws<NotOfferedException>(static () => Requests.Place(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Market(Amount(1m)), null), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Place(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Limit(Amount(1m), Worth(1m), TimeInForce.Day, false), null), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Place(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Limit(Amount(1m), Worth(1m), TimeInForce.GoodTilCancelled, true), null), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Cancel(new OrderAsked("BTC/AUD", null, "a1"), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Cancel(new OrderAsked("BTC/AUD", "td-1", null, OrderSide.Buy), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.CancelAll(null, Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Query(new OrderAsked("BTC/AUD", null, "a1"), Stamp));
        Assert.Throws<NotOfferedException>(static () => Requests.Subscribe(["BTC/AUD"]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Requests.PlaceNow(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Market(Amount(1m)), null), 1m, 1001m, Stamp));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Requests.PlaceNow(new OrderToPlace("BTC/AUD", OrderSide.Buy, new OrderTerms.Market(Amount(1m)), null), 0m, 1m, Stamp));
    }

    [TestCase("NEO/AUD", "ANS/AUD")]
    [TestCase("BTC", "BTC/AUD")]
    [TestCase("BTC/USDT", "BTC/USDT")]
    public void Spelled_Canonical_IsTheVenues(string symbol, string spelled) => Assert.That(Requests.Spelled(symbol), Is.EqualTo(spelled));

    private static void Equal(WireRequest request, string path, string body, string? signature = null)
    {
        Assert.That(request.Method, Is.EqualTo(HttpMethod.Post));
        Assert.That(request.Url.OriginalString, Is.EqualTo($"https://www.coinspot.com.au/api/v2/{path}"));
        Assert.That(Encoding.UTF8.GetString(request.Body.Span), Is.EqualTo(body));
        Assert.That(request.Headers.Take(2), Is.EqualTo(new[] { new WireHeader("Content-Type", "application/json"), new WireHeader("key", "k") }));
        if (signature is not null) Assert.That(request.Headers[2].Value, Is.EqualTo(signature));
    }

    private static OrderTerms.Limit Limit(decimal quantity, decimal price) => new(Amount(quantity), Worth(price), TimeInForce.GoodTilCancelled, PostOnly: false);

    private static Quantity Amount(decimal quantity) => Quantity.TryFrom(quantity)!.Value;

    private static Price Worth(decimal price) => Price.TryFrom(price)!.Value;
}
