package io.proconsul.conformance.net;

/**
 * What to ask.
 *
 * @param type the number of a record type; {@link DnsNames#type} knows their names
 * @param recursion whether recursion is desired
 * @param edns the UDP size offered in an OPT record; 0 sends none
 * @param subnet the client subnet to send with EDNS, such as {@code 10.0.0.0/24}; empty for none
 */
public record DnsQuestion(
    String name,
    int type,
    int classCode,
    int opcode,
    boolean recursion,
    boolean tcp,
    int edns,
    String subnet) {}
