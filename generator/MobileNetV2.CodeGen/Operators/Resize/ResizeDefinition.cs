using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What both ways to resize an image that files of networks have are told by.</summary>
internal abstract class ResizeDefinition<TOperator> : ImageSizeDefinition<TOperator>
    where TOperator : ResizeOperator
{
    protected static readonly FlagAttribute<TOperator> Corners = new("alignCorners", o => o.AlignCorners) { IsPrinted = true };
    protected static readonly FlagAttribute<TOperator> Centers = new("halfPixelCenters", o => o.HalfPixelCenters) { IsPrinted = true };

    public override ImmutableArray<OperatorAttribute> Attributes => [Corners, Centers];

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;
}
