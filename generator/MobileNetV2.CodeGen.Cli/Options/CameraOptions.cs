using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>A camera in front of the network; the same for every command that takes one network. docs/camera.md.</summary>
internal sealed class CameraOptions
{
    private readonly Option<CameraFormat?> _format = ChoiceOption.Optional<CameraFormat>(
        "--input-format",
        "A camera's bytes are the input: conversion, crop, resize and quantization become part of the network",
        CameraFormats.Name);

    private readonly Option<(int Width, int Height)?> _size = Size(
        "--input-size", "Pixels of the camera's frame (default: those of the network's input)");

    private readonly Option<ResizeMethod> _resize = ChoiceOption.Create<ResizeMethod>(
        "--resize", "How the camera's picture gets the network's size", OptionNames.Of);

    private readonly Option<CropChoice> _crop = CropOption.Create();

    private readonly Option<YuvRange> _range = ChoiceOption.Create<YuvRange>(
        "--yuv-range", "Whether YUV goes from 0 to 255, or from 16 to 235 and 240", r => r == YuvRange.Full ? "full" : "limited");

    /// <summary><c>--yuv-range</c>.</summary>
    private enum YuvRange
    {
        Full,
        Limited,
    }

    /// <summary>What pixels mean.</summary>
    public PixelOptions Pixels { get; } = new();

    public void AddTo(Command command)
    {
        Option[] needed = [_size, _resize, _crop, _range];
        command.Add(_format);
        foreach (var option in needed)
            command.Add(option);
        Pixels.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_format) is null or { Implicit: true }
                && needed.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } alone)
                result.AddError($"{alone.Name} is about a camera: give --input-format too");
        });
    }

    /// <summary>The network with the camera in front of it; the network itself when there is none.</summary>
    public Outcome<ModelFile> Apply(ParseResult parse, Outcome<ModelFile> loaded)
    {
        if (loaded.Value is not { } model || Camera(parse) is not { } camera)
            return loaded;
        if (Pixels.AreGiven(parse))
        {
            var pixels = Pixels.Meaning(parse, model.Graph[model.Graph.Inputs[0]]);
            if (pixels.Value is null)
                return new(null, [.. loaded.Diagnostics, .. pixels.Diagnostics]);
            camera = camera with { Meaning = pixels.Value };
        }

        var whole = Compiler.WithCamera(model.Graph, camera);
        return whole.Value is { } graph
            ? new(model with { Graph = graph, Camera = camera }, loaded.Diagnostics)
            : new(null, [.. loaded.Diagnostics, .. whole.Diagnostics]);
    }

    /// <summary>The same, but a network of floats stays as it is: <see cref="Lens"/> shows it what the camera sees.</summary>
    public Outcome<ModelFile> ApplyToIntegers(ParseResult parse, Outcome<ModelFile> loaded) =>
        loaded.Value is { Graph: { Inputs: [var input] } graph } && graph[input].Type == ElementType.Float32
            && !graph.Operators.Any(o => o is Quantize && o.Inputs[0] == input)
            ? loaded
            : Apply(parse, loaded);

    /// <summary>What a network's pictures look like behind the camera; null when there is none.</summary>
    public Outcome<CameraLens>? Lens(ParseResult parse, string network, Tensor input) =>
        Camera(parse) is { } camera ? CameraLens.Of(network, input, camera) : null;

    /// <summary>The camera, and nothing of what its pixels mean.</summary>
    private CameraInput? Camera(ParseResult parse)
    {
        if (parse.GetValue(_format) is not { } format)
            return null;
        var crop = parse.GetValue(_crop);
        return new CameraInput(format)
        {
            Size = parse.GetValue(_size),
            Resize = parse.GetValue(_resize),
            Crop = crop.Mode,
            Bars = crop.Bars,
            IsLimitedRange = parse.GetValue(_range) == YuvRange.Limited,
        };
    }

    /// <summary>A width and a height in pixels.</summary>
    public static Option<(int Width, int Height)?> Size(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "WxH",
        CustomParser = result => ParseSize(result, name),
    };

    private static (int Width, int Height)? ParseSize(ArgumentResult result, string name)
    {
        var text = result.Tokens[^1].Value;
        if (text.Split('x', 'X') is [var across, var down] && Number(across) is { } width && Number(down) is { } height)
            return (width, height);
        result.AddError($"{name}: '{text}' is no size; give for example 320x240");
        return null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
