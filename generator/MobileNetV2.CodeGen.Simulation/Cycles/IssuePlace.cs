namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>Which of two instructions that are issued in one cycle an instruction may be.</summary>
internal enum IssuePlace
{
    Alone,
    First,
    Second,
    Either,
}
