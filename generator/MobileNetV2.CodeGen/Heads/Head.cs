using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A head that fits a network: its managed reference and its C, which give the same bits.</summary>
public abstract class Head
{
    /// <summary>As typed: <c>ssd:threshold=0.4</c>.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>Names of classes or identities; empty when there are none.</summary>
    public ImmutableArray<string> Labels { get; internal set; } = [];

    /// <summary>Height and width of the picture that places are told in.</summary>
    public (int Height, int Width) Picture { get; internal set; }

    /// <summary>The struct of its answers.</summary>
    public abstract HeadShape Shape { get; }

    /// <summary>The C that fills it.</summary>
    public abstract HeadCode Code { get; }

    /// <summary>A row of inferences, such as the frames of a camera.</summary>
    public abstract IHeadSession Start();

    /// <summary>The label of a class or identity, or its number.</summary>
    public string LabelOf(int index) =>
        index >= 0 && index < Labels.Length ? Labels[index] : index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
