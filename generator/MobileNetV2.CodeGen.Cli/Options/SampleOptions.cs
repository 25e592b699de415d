using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Where samples come from and what their pixels mean; the same words for every command that takes them.</summary>
/// <param name="camera">Of a command that takes a camera; those options, too, say what pixels mean.</param>
internal sealed class SampleOptions(CameraOptions camera)
{
    internal const string Notes = """
        Samples:
          --images DIR     every .png, .jpg and .bmp of a folder and of those in it, resized to the network's input.
          --samples FILE   raw inputs one after the other (.bin), as 'run' takes them; --samples-like OTHER when they are in the types and scales of another network.

        Pixels of 0 to 255 become the network's input by --normalize, as for 'run', or by
          --range L,H      pixel 0 is L and pixel 255 is H,
          --mean, --std    and then a mean is taken off and the rest divided; one number, or one for each channel: --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225.
        With --input-format, pictures reach the network as that camera would send them: converted, cropped and resized by its operators.
        """;

    private readonly Option<string?> _images = new("--images") { Description = "A folder of pictures", HelpName = "DIR" };
    private readonly Option<string?> _samples = new("--samples") { Description = "A file of raw inputs", HelpName = "FILE" };
    private readonly Option<string?> _like =
        new("--samples-like") { Description = "The network whose input type and scale the samples have", HelpName = "MODEL" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Take at most N samples, evenly from all", HelpName = "N" };
    private readonly Option<SampleLayout> _layout = ChoiceOption.Create<SampleLayout>(
        "--layout", "Where channels lie in --samples", layout => layout == SampleLayout.ChannelsLast ? "nhwc" : "nchw");

    public void AddTo(Command command)
    {
        command.Add(_images);
        command.Add(_samples);
        command.Add(_like);
        command.Add(_limit);
        camera.AddTo(command);
        command.Add(_layout);
    }

    public bool AreGiven(ParseResult parse) => parse.GetValue(_images) is not null || parse.GetValue(_samples) is not null;

    /// <summary>The samples for a network.</summary>
    public Outcome<SampleSet> Read(ParseResult parse, Graph graph)
    {
        var (images, samples) = (parse.GetValue(_images), parse.GetValue(_samples));
        if (images is null == samples is null)
            return Refuse("--images", images is null
                ? "give --images with a folder of pictures, or --samples with a file"
                : "give --images or --samples, not both");
        if (parse.GetValue(_limit) is < 1 and var limit)
            return Refuse("--limit", $"{limit} samples cannot be taken; give 1 or more");
        var most = parse.GetValue(_limit) ?? int.MaxValue;
        if (samples is not null)
            return ReadFile(parse, graph, samples, most);
        if (CameraPicture.CameraOf(graph) is { } attached)
            return SampleFiles.OfCamera(images!, graph, attached, most);
        if (graph.Inputs.Length != 1)
            return Refuse("--images", $"the network has {graph.Inputs.Length} inputs; give --samples with all of them");
        var meaning = Meaning(parse, graph[graph.Inputs[0]]);
        if (meaning.Value is not { } ofPixels)
            return new(null, meaning.Diagnostics);
        var lens = camera.Lens(parse, graph.Name, graph[graph.Inputs[0]]);
        return lens is { Value: null }
            ? new(null, lens.Diagnostics)
            : SampleFiles.Pictures(images!, graph[graph.Inputs[0]], ofPixels, most, lens?.Value);
    }

    /// <summary>Whether pictures seem to mean what was said of them.</summary>
    public ImmutableArray<Diagnostic> Check(ParseResult parse, Graph graph) =>
        parse.GetValue(_images) is { } images && graph.Inputs is [var input] && Meaning(parse, graph[input]).Value is { } meaning
            ? PreprocessingCheck.Of(graph, images, meaning)
            : [];

    /// <summary>What pixels mean to an input.</summary>
    public Outcome<PixelMeaning> Meaning(ParseResult parse, Tensor input) => camera.Pixels.Meaning(parse, input);

    private Outcome<SampleSet> ReadFile(ParseResult parse, Graph graph, string path, int most)
    {
        var channelsFirst = parse.GetValue(_layout) == SampleLayout.ChannelsFirst;
        if (parse.GetValue(_like) is not { } like)
            return SampleFiles.Raw(path, graph, graph, channelsFirst, most);
        var format = ModelFile.Load(like);
        return format.Value is { } model ? SampleFiles.Raw(path, model.Graph, graph, channelsFirst, most) : new(null, format.Diagnostics);
    }

    private static Outcome<SampleSet> Refuse(string option, string message) =>
        new(null, [CommandLineDiagnostics.OutOfRange(option, message)]);
}
