
namespace MobileNetV2.CodeGen.Heads;

/// <summary>The anchors of a network, in a form that takes few bytes of flash.</summary>
internal abstract class AnchorSet
{
    public const int One = 4096;

    public abstract int Count { get; }

    public abstract Anchor At(int index);

    /// <summary>The members of <c>mnv2_ssd_rule</c> from <c>grids</c> to <c>across</c>; definitions at file scope go to a list.</summary>
    public abstract string InC(HeadCodeBuilder code, List<string> rule);
}
