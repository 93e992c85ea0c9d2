package io.proconsul.model.query;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Objects;

/**
 * A question for instances of a service that is kept under a name. Texts are empty where nothing
 * was given.
 *
 * @param session with which the query goes
 * @param token with which it is executed
 * @param ttl of its answers over DNS, in Go's notation
 */
public record PreparedQuery(
    String id,
    String name,
    String session,
    String token,
    Template template,
    ServiceQuery service,
    String ttl,
    long createIndex,
    long modifyIndex) {

  /**
   * What makes a query answer to all names that begin with its own.
   *
   * @param type empty for a query that is none
   */
  public record Template(String type, String regexp, boolean removeEmptyTags) {
    public static final Template NONE = new Template("", "", false);

    static void write(Template template, Sink out) {
      out.beginObject();
      out.field("Type", template.type);
      out.field("Regexp", template.regexp);
      out.field("RemoveEmptyTags", template.removeEmptyTags);
      out.endObject();
    }

    static Template read(Fields in) {
      return new Template(in.string("Type"), in.string("Regexp"), in.bool("RemoveEmptyTags"));
    }
  }

  public static final Mapping<PreparedQuery> MAPPING = new Mapping<>() {
    @Override
    public void write(PreparedQuery query, Sink out) {
      out.beginObject();
      out.field("ID", query.id);
      out.field("Name", query.name);
      out.field("Session", query.session);
      out.field("Token", query.token);
      out.field("Template", query.template, Template::write);
      out.field("Service", query.service, ServiceQuery.MAPPING::write);
      out.field("DNS", query.ttl, PreparedQuery::writeDns);
      out.unsignedField("CreateIndex", query.createIndex);
      out.unsignedField("ModifyIndex", query.modifyIndex);
      out.endObject();
    }

    @Override
    public PreparedQuery read(Fields in) {
      return new PreparedQuery(
          in.string("ID"),
          in.string("Name"),
          in.string("Session"),
          in.string("Token"),
          Objects.requireNonNullElse(
              in.object("Template", "structs.QueryTemplateOptions", Template::read), Template.NONE),
          Objects.requireNonNullElse(
              in.object("Service", "structs.ServiceQuery", ServiceQuery.MAPPING::read),
              ServiceQuery.of("")),
          readDns(in),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  static void writeDns(String ttl, Sink out) {
    out.beginObject();
    out.field("TTL", ttl);
    out.endObject();
  }

  static String readDns(Fields in) {
    return Objects.requireNonNullElse(
        in.object("DNS", "structs.QueryDNSOptions", dns -> dns.string("TTL")), "");
  }

  /** The plainest query. */
  public static PreparedQuery of(String id, String name, String service) {
    return new PreparedQuery(id, name, "", "", Template.NONE, ServiceQuery.of(service), "", 0, 0);
  }

  public boolean isTemplate() {
    return !template.type.isEmpty();
  }

  public PreparedQuery withId(String newId) {
    return new PreparedQuery(
        newId, name, session, token, template, service, ttl, createIndex, modifyIndex);
  }

  public PreparedQuery withSession(String newSession) {
    return new PreparedQuery(
        id, name, newSession, token, template, service, ttl, createIndex, modifyIndex);
  }

  public PreparedQuery withTemplate(Template newTemplate) {
    return new PreparedQuery(
        id, name, session, token, newTemplate, service, ttl, createIndex, modifyIndex);
  }

  public PreparedQuery withService(ServiceQuery newService) {
    return new PreparedQuery(
        id, name, session, token, template, newService, ttl, createIndex, modifyIndex);
  }

  public PreparedQuery withTtl(String newTtl) {
    return new PreparedQuery(
        id, name, session, token, template, service, newTtl, createIndex, modifyIndex);
  }

  public PreparedQuery withIndexes(long created, long modified) {
    return new PreparedQuery(id, name, session, token, template, service, ttl, created, modified);
  }
}
