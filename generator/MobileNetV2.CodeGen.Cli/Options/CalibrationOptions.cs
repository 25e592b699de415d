using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>A float network and pictures in the place of an int8 network: what <c>quantize</c> does, on the way.</summary>
/// <param name="camera">The command's: pictures come through it, and it says what pixels mean.</param>
internal sealed class CalibrationOptions(CameraOptions camera)
{
    private readonly Option<string?> _folder = new("--calibration")
    {
        Description = "The network is a float network: quantize it first, on the pictures of this folder, as 'quantize' does",
        HelpName = "DIR",
    };

    private readonly Option<QuantizationEffort?> _effort = EffortOption.Create();

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_effort);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_folder) is null && result.GetResult(_effort) is { Implicit: false })
                result.AddError("--effort is about quantization: give --calibration too");
        });
    }

    public bool AreGiven(ParseResult parse) => parse.GetValue(_folder) is not null;

    /// <summary>The int8 network; the network itself when there are no pictures.</summary>
    public Outcome<ModelFile> Apply(ParseResult parse, ModelFile model, CliConsole console)
    {
        if (parse.GetValue(_folder) is not { } folder)
            return new(model, []);
        if (model.Graph.Inputs is not [var input])
            return new(null, [CommandLineDiagnostics.OutOfRange(
                "--calibration", $"the network has {model.Graph.Inputs.Length} inputs; quantize it with 'mnv2c quantize --samples'")]);
        var limits = RunLimits.Check(model.Graph, model.Path);
        if (limits.Any(d => d.IsError))
            return new(null, limits);
        var meaning = camera.Pixels.Meaning(parse, model.Graph[input]);
        if (meaning.Value is null)
            return new(null, meaning.Diagnostics);
        var lens = camera.Lens(parse, model.Graph.Name, model.Graph[input]);
        if (lens is { Value: null })
            return new(null, lens.Diagnostics);
        var samples = SampleFiles.Pictures(folder, model.Graph[input], meaning.Value, int.MaxValue, lens?.Value);
        if (samples.Value is not { } set)
            return new(null, samples.Diagnostics);
        var request = new QuantizeRequest(model.Graph, set.Samples)
        {
            Effort = parse.GetValue(_effort) ?? QuantizationEffort.Normal,
            InputRange = set.Range,
        };
        var quantized = Progress.Run(console, "quantizing", _ => Quantizer.Quantize(request));
        if (quantized.Value is not { } result)
            return new(null, quantized.Diagnostics);
        return new(
            model with
            {
                Graph = result.Graph,
                Sha256 = Sha256(model, result.Graph),

                // A picture that comes or goes changes its folder.
                Files = [.. model.Files, folder, .. set.Folders.Distinct().Where(f => f != folder), .. set.Names],
            },
            [.. PreprocessingCheck.Of(model.Graph, folder, meaning.Value), .. quantized.Diagnostics]);
    }

    /// <summary>Of the network's file and of all that the pictures made of it.</summary>
    private static string Sha256(ModelFile model, Graph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(model.Sha256));
        foreach (var tensor in graph.Tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor} {tensor.Quantization?.Scales.FirstOrDefault():R}"));
            if (tensor.Data is { } data)
                hash.AppendData(data.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
