using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>What the outputs of a network mean; the same for compile, run, plan, verify and bench.</summary>
internal sealed class HeadOptions
{
    private readonly Option<string?> _head = new("--head")
    {
        Description = "What the outputs mean: classify, ssd, yolo, fomo, segment, embedding, pose; see 'mnv2c heads'",
        HelpName = "NAME[:OPTION=VALUE,...]",
    };

    private readonly Option<string?> _gallery = new("--gallery")
    {
        Description = "With --head embedding: outputs of this network for known pictures, one after the other, .bin or .npy",
        HelpName = "FILE",
    };

    private readonly Option<string?> _strangers = new("--strangers")
    {
        Description = "With --head embedding: outputs for people who are not in the gallery; says how many of them are taken for somebody",
        HelpName = "FILE",
    };

    private readonly Option<string?> _labels;

    /// <param name="labels">The command's own option for labels; null adds one.</param>
    public HeadOptions(Option<string?>? labels = null)
    {
        OwnsLabels = labels is null;
        _labels = labels ?? new("--labels")
        {
            Description = "With --head: names of the classes or identities, one line each; a table in flash",
            HelpName = "FILE",
        };
    }

    private bool OwnsLabels { get; }

    public void AddTo(Command command)
    {
        command.Add(_head);
        if (OwnsLabels)
            command.Add(_labels);
        command.Add(_gallery);
        command.Add(_strangers);
    }

    /// <summary>Reads a network and puts the head behind it that was asked for.</summary>
    public Outcome<ModelFile> Load(ParseResult parse, string path)
    {
        var loaded = ModelFile.Load(path);
        if (loaded.Value is null || !loaded.Succeeded)
            return loaded;
        var applied = Apply(parse, loaded.Value);
        return applied with { Diagnostics = [.. loaded.Diagnostics, .. applied.Diagnostics] };
    }

    /// <summary>Whether a head is asked for.</summary>
    public bool Asks(ParseResult parse) => parse.GetValue(_head) is not null;

    /// <summary>The same network without a head when none is asked for.</summary>
    public Outcome<ModelFile> Apply(ParseResult parse, ModelFile model)
    {
        if (parse.GetValue(_head) is not { } text)
        {
            return (parse.GetValue(_gallery) ?? parse.GetValue(_strangers), OwnsLabels ? parse.GetValue(_labels) : null) switch
            {
                ({ }, _) => new(null, [CommandLineDiagnostics.OutOfRange("--gallery", "there is no --head that would read it")]),
                (_, { }) => new(null, [CommandLineDiagnostics.OutOfRange("--labels", "there is no --head that would read them")]),
                _ => new(model, []),
            };
        }

        var request = HeadRequest.Parse(text);
        if (request.Value is null)
            return new(null, request.Diagnostics);
        var labels = parse.GetValue(_labels) is { } labelPath ? LabelFile.Load(labelPath) : null;
        if (labels is { Value: null })
            return new(null, labels.Diagnostics);
        var gallery = parse.GetValue(_gallery) is { } galleryPath ? GalleryFile.Load(galleryPath) : null;
        if (gallery is { Value: null })
            return new(null, gallery.Diagnostics);
        var strangers = parse.GetValue(_strangers) is { } strangerPath ? GalleryFile.Load(strangerPath) : null;
        if (strangers is { Value: null })
            return new(null, strangers.Diagnostics);
        var bound = HeadedNetwork.Of(
            model.Graph,
            request.Value with
            {
                Labels = labels?.Value?.Labels ?? [],
                Gallery = gallery?.Value?.Embeddings,
                Strangers = strangers?.Value?.Embeddings,
            });
        if (bound.Value is not { } headed || !bound.Succeeded)
            return new(null, bound.Diagnostics);
        var whole = model with
        {
            Graph = headed.Graph,
            Head = headed.Head,
            Labels = parse.GetValue(_labels),
            Gallery = parse.GetValue(_gallery),
            Strangers = parse.GetValue(_strangers),
        };
        // What a build system must watch beside the network.
        return new(
            whole with { Files = [.. model.Files, .. new[] { whole.Labels, whole.Gallery, whole.Strangers }.OfType<string>()] },
            bound.Diagnostics);
    }
}
