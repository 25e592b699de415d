using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What both ways to resize an image that files of networks have are told by.</summary>
internal abstract class ResizeDefinition<TOperator> : ImageSizeDefinition<TOperator>
    where TOperator : ResizeOperator
{
    protected static readonly FlagAttribute<TOperator> Corners =
        new("alignCorners", o => o.AlignCorners) { IsPrinted = true, Note = "the centers of the corner pixels lie on each other" };

    protected static readonly FlagAttribute<TOperator> Centers =
        new("halfPixelCenters", o => o.HalfPixelCenters) { IsPrinted = true, Note = "pixels are squares around their centers" };

    public override ImmutableArray<OperatorAttribute> Attributes => [Corners, Centers];

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;
}
