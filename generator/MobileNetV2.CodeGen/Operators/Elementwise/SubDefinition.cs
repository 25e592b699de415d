using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SUB.</summary>
internal sealed class SubDefinition : AddOrSubDefinition<Sub>
{
    public override ImmutableArray<string> Kinds => ["SUB"];

    protected override Sub Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Fused.Read(attributes));

    protected override void Run(Sub op, TensorValues values) => AddKernel.Run(op, values);
}
