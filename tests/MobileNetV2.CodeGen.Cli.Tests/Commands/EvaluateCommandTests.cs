using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Boxes_as_the_network_finds_them_have_a_mean_average_precision_of_one_and_others_none()
    {
        var model = Network("ssdlite");
        Picture("a.png", 1, 64, 48);
        Picture("b.png", 2, 64, 48);
        var found = new[] { "a.png", "b.png" }.Select(p => Answer(model, "ssd:threshold=0.3,most=3", p)).ToArray();
        Assert.All(found, f => Assert.NotEmpty(f));

        var right = Evaluate(model, "ssd:threshold=0.3,most=3", "--annotations", Coco("right.json", found, 0));
        var wrong = Evaluate(model, "ssd:threshold=0.3,most=3", "--annotations", Coco("wrong.json", found, 500));

        Assert.Equal(1, right.GetProperty("map").GetDouble(), 6);
        Assert.Equal(2, right.GetProperty("samples").GetInt32());
        Assert.Equal(0, wrong.GetProperty("map").GetDouble());
    }

    [Fact]
    public void Pixels_of_a_class_that_is_everywhere_are_counted()
    {
        var model = Network("deeplab");
        Picture("a.png", 1, 64, 48);
        var regions = Answer(model, "segment", "a.png");
        using (var mask = new SKBitmap(32, 32, SKColorType.Rgba8888, SKAlphaType.Opaque))
        {
            // Class 1 everywhere, but for a corner that does not count.
            mask.Erase(new SKColor(1, 1, 1));
            mask.SetPixel(0, 0, new SKColor(255, 255, 255));
            Directory.CreateDirectory(_folder.File("masks"));
            using var stream = File.Create(_folder.File("masks/a.png"));
            mask.Encode(stream, SKEncodedImageFormat.Png, 100);
        }

        var measured = Evaluate(model, "segment", "--masks", _folder.File("masks"));

        var share = regions.Where(r => r.GetProperty("class").GetInt32() == 1).Sum(r => r.GetProperty("share").GetDouble());
        Assert.Equal(share, measured.GetProperty("pixelAccuracy").GetDouble(), 0.01);
        Assert.InRange(measured.GetProperty("meanIou").GetDouble(), 0, 1);
    }

    [Fact]
    public void Pictures_reach_a_network_behind_a_camera_as_that_sends_them()
    {
        var model = Network("classify");
        foreach (var i in Enumerable.Range(0, 4))
            Picture($"{i % 2}/{i}.png", i, 64, 48);

        var plain = CliResult.Of("evaluate", model, "--images", _folder.File("pictures"), "--json");
        var camera = CliResult.Of(
            "evaluate", model, "--images", _folder.File("pictures"), "--input-format", "rgb888", "--input-size", "64x48", "--crop", "none",
            "--json");

        Assert.Equal(4, JsonDocument.Parse(plain.Out).RootElement.GetProperty("samples").GetInt32());
        var top = JsonDocument.Parse(camera.Out).RootElement.GetProperty("top1").GetDouble();
        Assert.Equal(JsonDocument.Parse(plain.Out).RootElement.GetProperty("top1").GetDouble(), top, 0.26);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"images\":[],\"annotations\":[],\"categories\":[]}")]
    [InlineData("{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":1,\"height\":\"x\"}],\"annotations\":[],\"categories\":[]}")]
    [InlineData("{\"images\":[],\"annotations\":[{\"image_id\":1,\"category_id\":7,\"bbox\":[0,0,1,1]}],\"categories\":[]}")]
    public void Annotations_that_do_not_fit_are_told(string text)
    {
        var model = Network("ssdlite");
        Picture("a.png", 1, 64, 48);

        var result = CliResult.Refused("MNV7043", "evaluate", model, "--head", "ssd", "--images", _folder.File("pictures"),
            "--annotations", _folder.Write("boxes.json", text));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
    }

    private string Network(string head)
    {
        var model = _folder.File("net.json");
        string[] options = head == "classify" ? [] : ["--head", head];
        CliResult.Of([
            "new", "mobilenet_v2", "--width", "0.1", "--resolution", "32", "--classes", "2", "--output", model, .. options]);
        return model;
    }

    private JsonElement Evaluate(string model, string head, params string[] truth)
    {
        var result = CliResult.Of(["evaluate", model, "--head", head, "--images", _folder.File("pictures"), .. truth, "--json"]);
        return JsonDocument.Parse(result.Out).RootElement;
    }

    private JsonElement[] Answer(string model, string head, string picture)
    {
        var result = CliResult.Of("run", model, "--head", head, "--input", _folder.File("pictures/" + picture), "--json");
        return [.. JsonDocument.Parse(result.Out).RootElement.GetProperty("answer").EnumerateArray()];
    }

    /// <summary>Boxes of the network's 32 x 32 pixels in pictures of 64 x 48.</summary>
    private string Coco(string name, JsonElement[][] found, double aside)
    {
        var boxes = found.SelectMany((boxes, image) => boxes.Select(b => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"image_id":{{image}},"category_id":{{10 + b.GetProperty("class").GetInt32()}},"bbox":[{{aside + (2 * Side(b, "left"))}},{{1.5 * Side(b, "top")}},{{2 * (Side(b, "right") - Side(b, "left"))}},{{1.5 * (Side(b, "bottom") - Side(b, "top"))}}]}
            """)));
        return _folder.Write(name, $$"""
            {"images":[{"id":0,"file_name":"a.png","width":64,"height":48},{"id":1,"file_name":"val/b.png","width":64,"height":48}],
             "categories":[{"id":10,"name":"one"},{"id":11,"name":"two"}],"annotations":[{{string.Join(",", boxes)}}]}
            """);
    }

    private static double Side(JsonElement box, string name) => box.GetProperty(name).GetDouble();

    private void Picture(string name, int seed, int width, int height)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File("pictures/" + name))!);
        var random = new Random(seed);
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var i = 0; i < width * height; i++)
            bitmap.SetPixel(i % width, i / width, new SKColor((uint)random.Next() | 0xFF000000));
        using var stream = File.Create(_folder.File("pictures/" + name));
        bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
    }
}
