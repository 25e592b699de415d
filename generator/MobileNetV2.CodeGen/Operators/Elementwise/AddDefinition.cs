using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ADD.</summary>
internal sealed class AddDefinition : AddOrSubDefinition<Add>
{
    public override ImmutableArray<string> Kinds => ["ADD"];

    protected override Add Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Fused.Read(attributes));

    protected override void Run(Add op, TensorValues values) => AddKernel.Run(op, values);
}
