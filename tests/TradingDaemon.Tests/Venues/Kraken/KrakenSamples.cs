namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>Payloads in every shape the reader knows, made by hand.</summary>
internal static class KrakenSamples
{
    public static IReadOnlyList<string> All { get; } =
    [
        """{"channel":"heartbeat"}""",
        """{"channel":"status","type":"update","data":[{"system":"online","connection_id":12393906104898154338}]}""",
        """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":1.5,"bid_qty":2,"ask":1.6,"ask_qty":3,"timestamp":"2026-01-01T00:00:00.123456Z"}]}""",
        """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":1.5,"qty":2,"ord_type":"market","trade_id":7,"timestamp":"2026-01-01T00:00:00Z"}]}""",
        """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":1.5,"qty":5.1e-05}],"asks":[{"price":1.6,"qty":2}],"checksum":123,"timestamp":"2026-01-01T00:00:00Z"}]}""",
        """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.5,"qty":0}],"asks":[],"checksum":123}]}""",
        """{"channel":"ohlc","type":"update","timestamp":"2026-01-01T00:00:01Z","data":[{"symbol":"BTC/USD","open":1,"high":2,"low":0.5,"close":1.5,"volume":9,"interval_begin":"2026-01-01T00:00:00.000000000Z"}]}""",
        """{"channel":"instrument","type":"snapshot","data":{"assets":[{"id":"USD","status":"enabled"}],"pairs":[{"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"online","qty_precision":8,"qty_increment":0.00000001,"price_precision":1,"price_increment":0.1,"cost_min":5e-1,"qty_min":0.0001}]}}""",
        """{"channel":"executions","type":"update","data":[{"order_id":"O1","exec_id":"E1","exec_type":"trade","symbol":"BTC/USD","side":"sell","last_qty":1,"last_price":2,"liquidity_ind":"m","order_status":"partially_filled","order_type":"limit","cum_qty":1,"avg_price":2,"triggers":{"price":3},"fees":[{"asset":"USD","qty":0.01}],"timestamp":"2026-01-01T00:00:00Z"}],"sequence":3}""",
        """{"channel":"balances","type":"update","data":[{"asset":"USD","balance":100,"timestamp":"2026-01-01T00:00:00Z"}]}""",
        """{"method":"subscribe","success":true,"result":{"channel":"book","symbol":"BTC/USD","depth":10,"warnings":["old"]},"time_out":"2026-01-01T00:00:00Z"}""",
        """{"method":"add_order","success":true,"result":{"order_id":"O1","cl_ord_id":"c1"},"time_out":"2026-01-01T00:00:00Z"}""",
        """{"method":"batch_add","success":true,"result":[{"order_id":"O1","cl_ord_id":"c1"},{"order_id":"O2"}],"time_out":"2026-01-01T00:00:00Z"}""",
        """{"method":"batch_cancel","success":true,"orders_cancelled":2}""",
        """{"method":"edit_order","success":true,"result":{"order_id":"O2","original_order_id":"O1"}}""",
        """{"method":"pong","req_id":1,"time_out":"2026-01-01T00:00:00Z"}""",
        """{"method":"subscribe","success":false,"error":"Currency pair not supported XBT/USD","symbol":"XBT/USD"}""",
        """{"error":["EOrder:Insufficient funds"]}""",
        """{"error":["WGeneral:Danger"],"result":{"unixtime":1762820224}}""",
        """{"error":[],"result":{"status":"online","timestamp":"2026-01-01T00:00:00Z"}}""",
        """{"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,"lot_decimals":8,"ordermin":"0.0001","costmin":"0.5","tick_size":"0.1","status":"online"}}}""",
        """{"error":[],"result":{"XXBT":{"altname":"XBT","decimals":10,"status":"enabled"}}}""",
        """{"error":[],"result":{"XXBTZUSD":{"a":["2","1","1.5"],"b":["1","1","2.5"]}}}""",
        """{"error":[],"result":{"XXBTZUSD":[[1762777020,"1","2","0.5","1.5","1.2","9",3]],"last":1762777020}}""",
        """{"error":[],"result":{"XXBTZUSD":[["1.5","2",1762777020.1234567,"b","l","",7]],"last":"1"}}""",
        """{"error":[],"result":{"XXBTZUSD":[[1762777020,"1.5","1.6"]],"last":1}}""",
        """{"error":[],"result":{"XXBTZUSD":{"asks":[["2","1",1762777020]],"bids":[["1","1",1762777020]]}}}""",
        """{"error":[],"result":{"ZUSD":"100.0","XBT.F":"1"}}""",
        """{"error":[],"result":{"ZUSD":{"balance":"100.0","hold_trade":"40.5"}}}""",
        """{"error":[],"result":{"eb":"1","tb":"2","mf":"3"}}""",
        """{"error":[],"result":{"open":{"O1":{"status":"open","opentm":1705260203.583,"descr":{"pair":"XBTUSD","type":"buy","ordertype":"stop-loss-limit","price":"3","price2":"4"},"vol":"1","vol_exec":"0.5","price":"2","cl_ord_id":"c1"}}}}""",
        """{"error":[],"result":{"closed":{"O1":{"status":"closed","opentm":1705260203.583,"closetm":1705260204,"descr":{"pair":"XBTUSD","type":"sell","ordertype":"market"},"vol":"1","vol_exec":"1","price":"2"}},"count":1}}""",
        """{"error":[],"result":{"trades":{"T1":{"ordertxid":"O1","pair":"XXBTZUSD","time":1688585840.8921,"type":"buy","price":"2","fee":"0.1","vol":"1","maker":true}},"count":1}}""",
        """{"error":[],"result":{"T1":{"ordertxid":"O1","pair":"XXBTZUSD","time":1688585840.8921,"type":"sell","price":"2","fee":"0.1","vol":"1"}}}""",
        """{"error":[],"result":{"txid":["O1"],"descr":{"order":"buy"}}}""",
        """{"error":[],"result":{"txid":"O2","originaltxid":"O1"}}""",
        """{"error":[],"result":{"count":1}}""",
        """{"error":[],"result":{"token":"secret","expires":900}}""",
    ];
}
