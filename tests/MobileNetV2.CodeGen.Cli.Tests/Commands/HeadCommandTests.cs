using System.Text.Json;
using MobileNetV2.CodeGen.Tests.Shared;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>From a network of <c>new</c> to answers, in C and as a picture.</summary>
public class HeadCommandTests
{
    [SkippableTheory]
    [InlineData("classify", "classify")]
    [InlineData("ssdlite", "ssd:threshold=0.9")]
    [InlineData("deeplab", "segment")]
    [InlineData("pose", "pose")]
    [InlineData("fomo", "fomo:threshold=0.4")]
    public void Every_application_of_new_answers_in_C_as_on_the_desk(string network, string head)
    {
        Tool.Require("gcc");
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of("new", "mobilenet_v2", "--head", network, "--width", "0.1", "--resolution", "32", "--classes", "2", "--output", model);

        var verified = CliResult.Any("verify", model, "--target", "host", "--head", head, "--random", "2", "--json");

        Assert.Equal("", verified.Error);
        Assert.True(JsonDocument.Parse(verified.Out).RootElement.GetProperty("bitExact").GetBoolean());
    }

    [Fact]
    public void Identities_are_found_in_a_gallery_of_outputs()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("face.json");
        CliResult.Of("new", "mobilenet_v2", "--head", "embedding", "--width", "0.1", "--resolution", "32", "--output", model);
        var random = new TestRandom(9);
        string[] pictures = [.. Enumerable.Range(0, 3).Select(i => folder.Write($"{i}.bin", random.Bytes(32 * 32 * 3)))];
        foreach (var picture in pictures)
            CliResult.Of("run", model, "--input", picture, "--output", picture + ".out.bin");
        var gallery = folder.Write("gallery.bin", [.. pictures.SelectMany(p => File.ReadAllBytes(p + ".out.bin"))]);

        var found = CliResult.Any("run", model, "--head", "embedding", "--gallery", gallery, "--input", pictures[1], "--json");

        Assert.Equal("", found.Error);
        var best = JsonDocument.Parse(found.Out).RootElement.GetProperty("answer")[0];
        Assert.Equal((1, 1.0), (best.GetProperty("identity").GetInt32(), best.GetProperty("similarity").GetDouble()));
    }

    [Theory]
    [InlineData("deeplab", "segment")]
    [InlineData("pose", "pose:threshold=0")]
    [InlineData("fomo", "fomo:threshold=0")]
    public void An_answer_is_drawn_over_the_picture_in_its_size(string network, string head)
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of("new", "mobilenet_v2", "--head", network, "--width", "0.1", "--resolution", "32", "--classes", "3", "--output", model);
        var picture = Noise(folder.File("noise.png"), 1, 400, 384);

        CliResult.Of("run", model, "--head", head, "--input", picture, "--overlay", folder.File("drawn.png"));

        using var before = SKBitmap.Decode(picture);
        using var after = SKBitmap.Decode(folder.File("drawn.png"));
        Assert.Equal((400, 384), (after.Width, after.Height));
        Assert.True(before.Pixels.Zip(after.Pixels).Any(p => p.First != p.Second), "nothing is drawn");
    }

    [Fact]
    public void A_folder_of_pictures_becomes_a_contact_sheet_or_as_many_files()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of("new", "mobilenet_v2", "--head", "fomo", "--width", "0.1", "--resolution", "32", "--classes", "1", "--output", model);
        var pictures = Directory.CreateDirectory(folder.File("pictures")).FullName;
        for (var i = 0; i < 3; i++)
            Noise(Path.Combine(pictures, $"{i}.png"), i, 40, 40);

        CliResult.Of("run", model, "--head", "fomo", "--input", pictures, "--overlay", folder.File("sheet.png"));
        CliResult.Of("run", model, "--head", "fomo", "--input", pictures, "--overlay", folder.File("drawn"));

        using var sheet = SKBitmap.Decode(folder.File("sheet.png"));
        Assert.True(sheet.Width > 40 && sheet.Height >= 40, $"the sheet is {sheet.Width}x{sheet.Height}");
        Assert.Equal(["0.png", "1.png", "2.png"], Directory.GetFiles(folder.File("drawn")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Key_points_of_a_body_are_drawn_with_bones()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of("new", "mobilenet_v2", "--head", "pose", "--width", "0.1", "--resolution", "32", "--output", model);

        CliResult.Of(
            "run", model, "--head", "pose:threshold=0", "--input", Noise(folder.File("noise.png"), 1, 400, 384),
            "--overlay", folder.File("drawn.png"));

        using var drawn = SKBitmap.Decode(folder.File("drawn.png"));
        Assert.Contains(SKColors.Lime, drawn.Pixels);
    }

    /// <summary>What the network sees of a frame is what is tinted: a square in the middle of it, or all of it.</summary>
    [Theory]
    [InlineData("center", 100, 299)]
    [InlineData("letterbox", 0, 399)]
    [InlineData("none", 0, 399)]
    public void Behind_a_camera_an_answer_lies_where_the_network_looks(string crop, int first, int last)
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of(
            "new", "mobilenet_v2", "--head", "deeplab", "--width", "0.1", "--resolution", "32", "--classes", "3", "--output", model);
        var picture = Noise(folder.File("noise.png"), 2, 400, 384);

        CliResult.Of(
            "run", model, "--head", "segment", "--input", picture, "--overlay", folder.File("drawn.png"),
            "--input-format", "rgb888", "--input-size", "64x32", "--crop", crop);

        using var before = SKBitmap.Decode(picture);
        using var after = SKBitmap.Decode(folder.File("drawn.png"));
        // Names of classes are above.
        var columns = Enumerable.Range(0, 400)
            .Where(x => Enumerable.Range(192, 192).Any(y => before.GetPixel(x, y) != after.GetPixel(x, y))).ToArray();
        Assert.NotEmpty(columns);
        Assert.InRange(columns[0], first, last);
        Assert.InRange(columns[^1], first, last);
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--dump")]
    [InlineData("--save-input")]
    [InlineData("--save-answer")]
    public void What_an_overlay_would_not_write_is_refused(string option)
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("net_one.json");
        CliResult.Of("new", "mobilenet_v2", "--head", "fomo", "--width", "0.1", "--resolution", "32", "--classes", "1", "--output", model);
        var picture = Noise(folder.File("noise.png"), 1, 32, 32);

        var refused = CliResult.Any(
            "run", model, "--head", "fomo", "--input", picture, "--overlay", folder.File("drawn.png"), option, folder.File("other"));

        Assert.Contains("MNV7013", refused.Error, StringComparison.Ordinal);
        Assert.Contains("run again without it", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("drawn.png")));
    }

    private static string Noise(string path, int seed, int width, int height)
    {
        var random = new TestRandom((ulong)seed);
        using var bitmap = new SKBitmap(width, height);
        bitmap.Pixels = [.. random.Bytes(width * height).Select(b => new SKColor(b, (byte)(b ^ 85), (byte)(255 - b)))];
        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        return path;
    }

    [Fact]
    public void Explore_says_what_fits_and_which_is_the_largest()
    {
        var explored = CliResult.Any(
            "explore", "--board", "stm32l4r5", "--head", "fomo", "--classes", "1",
            "--widths", "0.1,0.35", "--resolutions", "32,512", "--json");

        Assert.Equal("", explored.Error);
        var root = JsonDocument.Parse(explored.Out).RootElement;
        Assert.Equal(
            [true, false, true, false], root.GetProperty("networks").EnumerateArray().Select(n => n.GetProperty("fits").GetBoolean()));
        Assert.Equal(
            (0.35, 32),
            (
                root.GetProperty("largest").GetProperty("width").GetDouble(),
                root.GetProperty("largest").GetProperty("resolution").GetInt32()));
    }

    [Fact]
    public void Explore_says_what_the_smallest_lacks_when_nothing_fits()
    {
        var explored = CliResult.Any(
            "explore", "--board", "rp2040", "--head", "fomo", "--widths", "0.35", "--resolutions", "512,256", "--reserve", "230K");

        Assert.Equal("", explored.Error);
        Assert.Contains("none of them fits; the smallest, width 0.35, resolution 256: ", explored.Out, StringComparison.Ordinal);
        Assert.Contains("bytes", explored.Out, StringComparison.Ordinal);
        Assert.Contains("--input-mode rows", explored.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_are_listed()
    {
        var listed = CliResult.Of("heads", "--json");

        Assert.Equal(
            ["classify", "ssd", "yolo", "fomo", "segment", "embedding", "pose"],
            JsonDocument.Parse(listed.Out).RootElement.EnumerateArray().Select(h => h.GetProperty("head").GetString()));
    }
}
