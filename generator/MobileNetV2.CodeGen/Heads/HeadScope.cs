using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>What a head is bound to: the outputs of a network, and what was said by options. Collects what is wrong.</summary>
public sealed class HeadScope
{
    private readonly HeadDefinition _definition;
    private readonly ImmutableDictionary<string, string> _values;
    private readonly DiagnosticBag _diagnostics = new();

    internal HeadScope(HeadDefinition definition, Graph graph, HeadRequest request) =>
        (_definition, Graph, _values, Gallery, Strangers) = (definition, graph, request.Values, request.Gallery, request.Strangers);

    /// <summary>The network, whose last operators may be the head's now.</summary>
    public Graph Graph { get; }

    /// <summary>Known embeddings, one after the other; null when none were given.</summary>
    public ReadOnlyMemory<byte>? Gallery { get; }

    /// <summary>Embeddings of nobody in the gallery; null when none were given.</summary>
    public ReadOnlyMemory<byte>? Strangers { get; }

    /// <summary>The enlargement of scores that the head takes over; null when it begins at the outputs.</summary>
    internal SegmentTail? Tail { get; init; }

    /// <summary>The outputs in order.</summary>
    public ImmutableArray<Tensor> Outputs => [.. Graph.Outputs.Select(id => Graph[id])];

    /// <summary>Height and width of the picture that the network takes.</summary>
    public (int Height, int Width) Picture => (Graph[Graph.Inputs[0]].Shape.Height, Graph[Graph.Inputs[0]].Shape.Width);

    internal ImmutableArray<Diagnostic> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Sixteenths of a pixel in a height and width.</summary>
    internal (int Height, int Width) End => (16 * Picture.Height, 16 * Picture.Width);

    /// <summary>What was typed for an option, or null.</summary>
    public string? Text(string option) => _values.GetValueOrDefault(option);

    /// <summary>A number between two others.</summary>
    public double Number(string option, double otherwise, double low, double high)
    {
        if (Text(option) is not { } text)
            return otherwise;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        Bad(option, text, string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}"));
        return otherwise;
    }

    /// <summary>A number from 0 to 1 as 32768ths.</summary>
    public int Share(string option, double otherwise, double low = 0) => (int)Math.Round(Number(option, otherwise, low, 1) * 32768);

    /// <summary>A whole number between two others.</summary>
    public int Integer(string option, int otherwise, int low, int high)
    {
        if (Text(option) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        Bad(option, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {low} to {high}"));
        return otherwise;
    }

    /// <summary>One of several words.</summary>
    public string Word(string option, string otherwise, params string[] words)
    {
        if (Text(option) is not { } text)
            return otherwise;
        if (words.Contains(text))
            return text;
        Bad(option, text, "one of " + string.Join(", ", words));
        return otherwise;
    }

    /// <summary>Numbers with <c>/</c> between them; null when none were given.</summary>
    public ImmutableArray<double>? Numbers(string option, double low, double high)
    {
        const int most = 4096;
        if (Text(option) is not { } text)
            return null;
        var parts = text.Split('/', most + 1);
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var part in parts)
        {
            if (
                parts.Length <= most && double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    && value >= low && value <= high)
                numbers.Add(value);
            else
                Bad(
                    option,
                    part.Length > 40 ? part[..40] : part,
                    string.Create(CultureInfo.InvariantCulture, $"numbers from {low} to {high} with / between them, at most {most}"));
            if (_diagnostics.HasErrors)
                return null;
        }

        return numbers.ToImmutable();
    }

    /// <summary>The head cannot read this network.</summary>
    public Head? Refuse(string reason)
    {
        var outputs = string.Join(
            ", ", Outputs.Take(8).Select(o => $"{o.Type.ToString().ToLowerInvariant()} {o.Shape}")) + (Outputs.Length > 8 ? ", ..." : "");
        _diagnostics.Add(HeadDiagnostics.DoesNotFit(_definition.Name, _definition.Reads, outputs, reason));
        return null;
    }

    /// <summary>Whether an output is int8 with one scale, which is what heads read.</summary>
    internal static bool IsPlain(Tensor output) => output is { Type: ElementType.Int8, Quantization.IsPerChannel: false };

    private void Bad(string option, string text, string wanted) => _diagnostics.Add(HeadDiagnostics.BadOption(
        _definition.Name, $"{option}={text} is not {wanted}", $"{option} is: {_definition.Options.First(o => o.Name == option).Meaning}"));
}
